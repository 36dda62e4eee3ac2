//! The key table and changes of it.

use super::*;

#[test]
fn every_key_of_the_table_can_be_read_and_shown() {
    for row in TABLE {
        for key in row.keys.split(' ') {
            let parsed = Key::parse(key).unwrap_or_else(|| panic!("'{key}' of {}", row.name));
            assert_eq!(parsed.name().as_deref(), Some(key));
            assert!(!parsed.to_string().is_empty());
        }
    }
}

#[test]
fn one_key_means_what_the_screen_accepts() {
    let map = KeyMap::default();
    let p = Key::parse("p").unwrap();
    assert_eq!(map.action(p, |a| a == Action::Pause), Some(Action::Pause));
    assert_eq!(map.action(p, |_| true), Some(Action::Play));
    assert_eq!(map.action(p, |_| false), None);
}

#[test]
#[cfg(unix)]
fn an_esc_in_one_piece_with_the_next_key_is_not_lost() {
    let pressed = |code, modifiers| apart(KeyEvent::new(code, modifiers)).map(|k| (k.code, k.modifiers));
    let (j, none) = (KeyCode::Char('j'), KeyModifiers::NONE);
    assert_eq!(pressed(j, KeyModifiers::ALT).collect::<Vec<_>>(), [(KeyCode::Esc, none), (j, none)]);
    assert_eq!(pressed(j, none).collect::<Vec<_>>(), [(j, none)]);
    let both = KeyModifiers::ALT | KeyModifiers::CONTROL;
    assert_eq!(pressed(j, both).last(), Some((j, KeyModifiers::CONTROL)));
}

#[test]
fn keys_can_be_changed_and_mistakes_are_named() {
    let mut map = KeyMap::default();
    map.rebind("go", "f5 ctrl-g").unwrap();
    assert_eq!(map.shown(Action::Go), "f5");
    assert_eq!(map.action(Key::parse("space").unwrap(), |_| true), None);
    assert!(
        map.rebind("jump", "x")
            .unwrap_err()
            .to_string()
            .starts_with("there is no action 'jump'; those there are: go, ")
    );
    assert_eq!(
        map.rebind("go", "space hyper-x").unwrap_err().to_string(),
        "'hyper-x' is no key; write keys like space, ctrl-s or n"
    );
    assert_eq!(map.rebind("go", " ").unwrap_err().to_string(), "no key for 'go'; write one like space, ctrl-s or n");
}
