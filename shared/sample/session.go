package sample

import (
	"strconv"
	"time"

	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/jobcal"
)

// Sessions says when the courses of the [PfingstAkademie] meet: those to look into on two days of the weekend, the
// others on each morning and each afternoon of the week, but for the last one, on which everybody goes home.
func Sessions() jobcal.SessionPlan {
	plan := jobcal.SessionPlan{Tracks: map[event.TrackID][]jobcal.Session{
		1: {session(1, "T14:00", "T15:30"), session(2, "T10:00", "T11:30")},
	}, Invite: jobcal.Instructors}
	for day := 3; day <= 8; day++ {
		plan.Tracks[2] = append(plan.Tracks[2], session(day, "T09:30", "T12:00"))
		if day < 8 {
			plan.Tracks[3] = append(plan.Tracks[3], session(day, "T15:00", "T17:30"))
		}
	}
	for _, sessions := range plan.Tracks {
		for i := range sessions {
			sessions[i].ID = strconv.Itoa(i + 1)
		}
	}
	return plan
}

const zone = "Europe/Berlin"

// session is one that many days after the beginning.
func session(days int, start, end string) jobcal.Session {
	day := begin.AddDate(0, 0, days).Format(time.DateOnly)
	return jobcal.Session{Start: day + start, End: day + end, TimeZone: zone}
}
