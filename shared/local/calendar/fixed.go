package calendar

import (
	"slices"
	"strconv"

	api "google.golang.org/api/calendar/v3"
)

// The palettes of Google, by ID from 1.
var (
	eventColors = []string{
		"#a4bdfc", "#7ae7bf", "#dbadff", "#ff887c", "#fbd75b", "#ffb878", "#46d6db", "#e1e1e1", "#5484ed", "#51b749",
		"#dc2127",
	}
	calendarColors = []string{
		"#ac725e", "#d06b64", "#f83a22", "#fa573c", "#ff7537", "#ffad46", "#42d692", "#16a765",
		"#7bd148", "#b3dc6c", "#fbe983", "#fad165", "#92e1c0", "#9fe1e7", "#9fc6e7", "#4986e7",
		"#9a9cff", "#b99aff", "#c2c2c2", "#cabdbf", "#cca6ac", "#f691b2", "#cd74e6", "#a47ae2",
	}
)

func palette(colors []string) map[string]api.ColorDefinition {
	byID := map[string]api.ColorDefinition{}
	for i, color := range colors {
		byID[strconv.Itoa(i+1)] = api.ColorDefinition{Background: color, Foreground: "#1d1d1d"}
	}
	return byID
}

func (c *Calendar) getColors(*request) (result, error) {
	return result{body: &api.Colors{
		Kind: "calendar#colors", Updated: "2012-02-14T00:00:00.000Z",
		Calendar: palette(calendarColors), Event: palette(eventColors),
	}}, nil
}

// settings are those of everybody.
var settings = []*api.Setting{
	setting("autoAddHangouts", "false"),
	setting("defaultEventLength", "60"),
	setting("format24HourTime", "true"),
	setting("hideInvitations", "false"),
	setting("hideWeekends", "false"),
	setting("locale", "de"),
	setting("showDeclinedEvents", "true"),
	setting("timezone", HomeZone),
	setting("weekStart", "1"),
}

func setting(id, value string) *api.Setting {
	return &api.Setting{Kind: "calendar#setting", Id: id, Value: value, Etag: etagOf(id, value)}
}

func (c *Calendar) listSettings(r *request) (result, error) {
	p, err := paged(c, r, settings)
	if err != nil {
		return result{}, err
	}
	return result{&api.Settings{Kind: "calendar#settings", Etag: p.etag, Items: p.items, NextPageToken: p.next,
		NextSyncToken: p.sync}, p.etag}, nil
}

func (c *Calendar) getSetting(r *request) (result, error) {
	i := slices.IndexFunc(settings, func(s *api.Setting) bool { return s.Id == r.PathValue("setting") })
	if i < 0 {
		return result{}, errUnknown
	}
	return result{settings[i], settings[i].Etag}, nil
}
