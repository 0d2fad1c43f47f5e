from shared.process.command import main

if __name__ == "__main__":
    main("notifications")
