"""What a load changed, as a table for a person."""

from rich.console import Console
from rich.table import Table

from gateway.provisioning.changes import Change, Plan


def print_plan(plan: Plan, console: Console) -> None:
    """Print each record that is new or changed, and who has been signed out."""
    if not plan.changes:
        console.print("Nothing to change.")
        return
    table = Table("", "what", "name", "fields", box=None, header_style="dim")
    for change in plan.changes:
        table.add_row(_mark(change), change.table, change.name, ", ".join(change.fields))
    console.print(table)
    added = sum(change.new for change in plan.changes)
    console.print(f"{added} added, {len(plan.changes) - added} changed.")
    if plan.signed_out:
        console.print(f"{len(plan.signed_out)} signed out: password, role or access has changed.")


def _mark(change: Change) -> str:
    return "[green]+[/]" if change.new else "[yellow]~[/]"
