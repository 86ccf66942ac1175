"""Microsoft 365 through Microsoft Graph: msal signs in, O365 composes letters, one door asks."""
