"""Libraries that only some companies need.

What nobody there uses would make every start longer; what somebody uses is not to be imported
while the first customer, and everybody else, waits for it. The functions that use them import
them by themselves, so that this is about time alone.
"""

from importlib import import_module

from accounts.directory import Directory


def import_needed(directory: Directory) -> None:
    """Import what the sites and queues in force will ask for."""
    if any(site.identity_keys for site in directory.sites.values()):
        import_module("jwt")
    spoken = {"voicemail", "callback"}
    if any(spoken.intersection(queue.media) for queue in directory.queues.values()):
        import_module("phonenumbers")
