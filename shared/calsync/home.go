package calsync

import "time"

// Moved are the settings once a database was found to be a copy that somebody restored under another name: the sync is
// paused, so that nobody is invited to what was true when the copy was made before somebody has looked. Who paused it
// with a reason of their own did so for longer.
func (s Settings) Moved(at time.Time) Settings {
	if s.Pause == nil {
		s.Pause = &Pause{Why: restored, By: "Kursbuch", At: at.UTC().Truncate(time.Second)}
	}
	return s
}

// restored is why the sync of a restored database is paused, for people.
const restored = "Zurückgespielt (restored): Diese Datenbank wurde aus einer Sicherung zurückgespielt. Bitte mit GET " +
	"/CalendarSync ansehen, was der nächste Lauf täte; stimmt es, die Pause beenden."
