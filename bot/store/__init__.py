"""The record of everything: state, history and letters owed, changed together or not at all."""
