from services.notifications.actions.self_check import troubles
from shared.process import doctor
from shared.process.command import main

if __name__ == "__main__":
    main("notifications", {"doctor": lambda desk, given: doctor.look(desk) | troubles(desk.settings)})
