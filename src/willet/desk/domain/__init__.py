"""What the desk does: events in, drafts kept, dispositions said, promises kept, all of it handed on."""
