"""WIE: gemeenten, corporaties, users, roles, logboek."""
