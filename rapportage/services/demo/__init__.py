"""The demonstration: one gemeente told through the services, a synthetic ledger for the others. Nobody in it exists."""

from rapportage.services.demo.accounts import ACCOUNTS, WACHTWOORD, Account
from rapportage.services.demo.laden import load_demo

__all__ = ["ACCOUNTS", "WACHTWOORD", "Account", "load_demo"]
