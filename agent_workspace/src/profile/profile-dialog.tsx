/** The settings: language, appearance, sounds, notifications, password. */

import type { Locale, Preferences } from "@parley/wire";
import { Dialog } from "~/design/dialog";
import { Segments } from "~/design/segments";
import { useDesk } from "~/desk/desk-context";
import { PasswordForm } from "~/profile/password-form";
import { SignatureForm } from "~/profile/signature-form";
import { SoundSettings } from "~/profile/sound-settings";

const LANGUAGES: readonly { id: Locale; name: string }[] = [
  { id: "en", name: "English" },
  { id: "fr", name: "Français" },
];

export function ProfileDialog({ onClose }: { onClose: () => void }) {
  const desk = useDesk();
  const words = desk.words.value;
  const { permissions, preferences } = desk.state.value;
  const notify = async (on: boolean) => {
    if (on && !(await desk.notifications.ask())) {
      desk.toasts.say(words.profile.notificationsDenied, "problem");
      return;
    }
    await desk.self.prefer({ notifications: on });
  };
  return (
    <Dialog title={words.profile.title} onClose={onClose}>
      <div class="settings-row">
        <span>{words.profile.language}</span>
        <Segments
          label={words.profile.language}
          options={LANGUAGES}
          chosen={preferences.locale}
          onChoose={(locale) => void desk.self.prefer({ locale })}
        />
      </div>
      <div class="settings-row">
        <span>{words.profile.theme}</span>
        <Segments<Preferences["theme"]>
          label={words.profile.theme}
          options={(["system", "light", "dark"] as const).map((id) => ({
            id,
            name: words.profile.themes[id],
          }))}
          chosen={preferences.theme}
          onChoose={(theme) => void desk.self.prefer({ theme })}
        />
      </div>
      <div class="settings-row">
        <span>{words.profile.layout}</span>
        <Segments<Preferences["layout"]>
          label={words.profile.layout}
          options={[
            { id: "tabs", name: words.work.oneAtATime },
            { id: "side_by_side", name: words.work.sideBySide },
          ]}
          chosen={preferences.layout}
          onChoose={(layout) => void desk.self.prefer({ layout })}
        />
      </div>
      <SignatureForm />
      <SoundSettings />
      {desk.notifications.possible && (
        <label class="choice">
          <input
            class="checkbox"
            type="checkbox"
            checked={preferences.notifications}
            onChange={(event) => void notify(event.currentTarget.checked)}
          />
          {words.profile.notifications}
        </label>
      )}
      {permissions.includes("transfer.silence_unattended") && (
        <label class="choice">
          <input
            class="checkbox"
            type="checkbox"
            checked={preferences.silence_unattended}
            onChange={(event) =>
              void desk.self.prefer({ silence_unattended: event.currentTarget.checked })
            }
          />
          {words.profile.silenceUnattended}
        </label>
      )}
      <PasswordForm />
    </Dialog>
  );
}
