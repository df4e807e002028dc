"""The stages an article flows through. A function is a trigger; a stage is a module here."""
