package wording

import (
	"slices"
	"strings"

	"kursbuch.internal/shared/diff"
	"kursbuch.internal/shared/event"
)

// lines puts the sets of one entity into words. What happens alike in several parts or tracks is one line, at the place
// of the first.
func (d describer) lines(section event.Section, sets []diff.Set) []Line {
	type alike struct {
		head, attribute string
		from, to        string
	}
	var lines []Line
	var places [][]int32
	var heads []string
	at := map[alike]int{}
	if section.Defines() {
		sets = diff.Told(sets)
	}
	for _, s := range sets {
		head := headOf(s.Path)
		if head != "parts" && head != "tracks" {
			lines, places, heads = append(lines, d.line(section, s)), append(places, nil), append(heads, head)
			continue
		}
		id := number(s.Path.Parent().LastToken())
		key := alike{head, s.Path.LastToken(), string(s.From), string(s.To)}
		if i, ok := at[key]; ok {
			places[i] = append(places[i], id)
			continue
		}
		at[key] = len(lines)
		lines, places, heads = append(lines, d.line(section, s)), append(places, []int32{id}), append(heads, head)
	}
	for i := range lines {
		if place := d.place(heads[i], places[i]); place != "" {
			lines[i].Label = place + ": " + lines[i].Label
		}
	}
	return lines
}

func (d describer) line(section event.Section, s diff.Set) Line {
	a := d.attribute(section, s.Path)
	line := Line{Label: a.label, Old: a.words(s.From), New: a.words(s.To)}
	if line.Old == line.New { // the words hide the difference: a text that reads like a null, the hour that occurs twice
		line.Old, line.New = string(s.From), string(s.To)
	}
	return line
}

var (
	bothOf = map[string]text{"parts": {"Beide Teile", "Both parts"}, "tracks": {"Beide Schienen", "Both tracks"}}
	allOf  = map[string]text{"parts": {"Alle Teile", "All parts"}, "tracks": {"Alle Schienen", "All tracks"}}
)

// place names the parts or tracks that a line is about, unless the event has only one.
func (d describer) place(head string, ids []int32) string {
	all := len(d.Parts)
	if head == "tracks" {
		all = len(d.Tracks)
	}
	switch {
	case len(ids) == 0 || all == 1:
		return ""
	case len(ids) == 2 && all == 2:
		return d.say(bothOf[head])
	case len(ids) == all:
		return d.say(allOf[head])
	}
	names := make([]string, len(ids))
	for i, id := range ids {
		if names[i] = d.Parts[event.PartID(id)]; head == "tracks" {
			names[i] = d.Tracks[event.TrackID(id)]
		}
	}
	return strings.Join(slices.DeleteFunc(names, func(name string) bool { return name == "" }), ", ")
}
