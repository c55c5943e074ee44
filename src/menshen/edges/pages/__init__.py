"""The pages of a gate: kiosk, withdrawal, the tablet at a door, and an index of what runs here."""
