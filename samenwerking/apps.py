from django.apps import AppConfig


class SamenwerkingConfig(AppConfig):
    name = "samenwerking"
    verbose_name = "Samenwerking"

    def ready(self) -> None:
        from samenwerking.forms import phrase_required

        phrase_required()
