"""The scheduled jobs: each loads facts, asks the policy, saves. Each can be run at any time."""
