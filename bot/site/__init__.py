"""How the lists of the service look on a SharePoint site."""
