#!/usr/bin/env bash
# Finds what the tests drive (a browser, a database server, a mail server); installs it where it may, names it where it may not.
set -euo pipefail

missing=()
command -v chromium >/dev/null || command -v chromium-browser >/dev/null ||
  command -v google-chrome >/dev/null || missing+=(chromium)
compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || command -v initdb >/dev/null ||
  missing+=(postgresql)
command -v dovecot >/dev/null || [[ -x /usr/sbin/dovecot ]] || missing+=(dovecot-imapd)
((${#missing[@]})) || exit 0

if [[ $(id -u) -eq 0 ]] && [[ -r /etc/debian_version ]] && command -v apt-get >/dev/null; then
  printf '\033[1m==> Installing for the tests: %s\033[0m\n' "${missing[*]}"
  log="$(mktemp)"
  export DEBIAN_FRONTEND=noninteractive
  # Two tries: a package index can be half an hour out of step with its mirror.
  for _ in 1 2; do
    if apt-get update -qq >"$log" 2>&1 &&
      apt-get install -qq -y --no-install-recommends "${missing[@]}" >>"$log" 2>&1 </dev/null; then
      rm -f "$log"
      exit 0
    fi
  done
  tail -n 20 "$log" >&2
  rm -f "$log"
fi
echo "The tests that need them will be skipped (fail where CI=true): ${missing[*]}." >&2
echo "Install them with the system's packages, for instance: apt-get install ${missing[*]}" >&2
