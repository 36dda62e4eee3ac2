//! What happens next: a state machine, `handle(Event) -> Vec<Effect>`. Pure: time comes in as an event.
