from django.core.management.commands import makemessages


class Command(makemessages.Command):
    help = "Collects the texts to translate; `_now` marks those that are translated at once beside lazy ones."

    xgettext_options = [*makemessages.Command.xgettext_options, "--keyword=_now"]
