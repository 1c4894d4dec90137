"""Every template is used, and every template that is named exists."""

import re
from importlib.util import find_spec
from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import get_template

ROOT = Path(settings.BASE_DIR)
FOLDER = ROOT / "templates"
OURS = sorted(path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*") if path.is_file())
CODE = [
    path
    for app in ("config", "huisvesting", "rapportage", "samenwerking", "taakstelling")
    for path in (ROOT / app).rglob("*.py")
]
# Pages that Django looks for by this name.
DJANGO = {"400.html", "403.html", "403_csrf.html", "404.html", "500.html"}
# Packages that look for a template of this name before they use their own.
PACKAGES = ("allauth", "django.contrib.admin", "import_export", "django.forms", "django_filters")
NAMED = re.compile(r"""["']([\w/.-]+\.(?:html|txt|svg))(?:#[\w-]+)?["']""")


def shipped(naam):
    """True when a package ships a template of this name, so that ours takes its place."""
    return any(
        (Path(location) / "templates" / naam).is_file()
        for package in PACKAGES
        for location in find_spec(package).submodule_search_locations
    )


def named_in(paths):
    """Names of templates in these files, with the file that names them first."""
    found = {}
    for path in paths:
        for naam in NAMED.findall(path.read_text()):
            found.setdefault(naam, path.relative_to(ROOT).as_posix())
    return found


def named_by_others(naam):
    return naam in named_in([*CODE, *(FOLDER / other for other in OURS if other != naam)])


@pytest.mark.parametrize("naam", OURS)
def test_every_template_is_used(naam):
    assert naam in DJANGO or shipped(naam) or named_by_others(naam), f"nothing renders, includes or extends {naam}"


def test_every_template_that_code_or_a_template_names_exists():
    named = named_in([*CODE, *(FOLDER / naam for naam in OURS if naam.endswith(".html"))])
    statics = {path.relative_to(ROOT / "static").as_posix() for path in (ROOT / "static").rglob("*")}
    missing = []
    for naam, where in named.items():
        if naam in statics:
            continue
        try:
            get_template(naam)
        except Exception as fout:  # a template that does not exist or does not compile
            missing.append(f"{where}: {naam} ({type(fout).__name__})")

    assert missing == []


@pytest.mark.parametrize("naam", [naam for naam in OURS if naam.startswith("componenten/")])
def test_a_component_opens_with_what_it_needs(naam):
    assert (FOLDER / naam).read_text().lstrip().startswith(("{#", "{% comment"))
