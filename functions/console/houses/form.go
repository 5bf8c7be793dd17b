package houses

import (
	"cmp"
	"fmt"
	"strconv"

	"kursbuch.internal/functions/console/page"
	"kursbuch.internal/functions/console/visit"
	"kursbuch.internal/shared/access"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/partial/house"
	"kursbuch.internal/shared/problem"
)

// formPage adjusts a template.
type formPage struct {
	Crumbs      []page.Link
	Title, Text string
	Action      string
	Groups      []groupRow
	Rooms       []roomRow
	Wrong       *page.Banner // nil: nothing is
	Told        []string     // what is wrong with no row in particular
	MayUpload   bool
}

// groupRow is a new group. Label says of the field which one it is.
type groupRow struct {
	ID, Label, Title string
	Wrong            []string
}

// roomRow is a new lodgement.
type roomRow struct {
	house.Row
	Number int
	Groups []option
	Wrong  []string
	// BadBeds, BadMats, BadGroup: what is wrong is that field; none: something else of the row is.
	BadBeds, BadMats, BadGroup bool
}

// option is a group that a lodgement may be in.
type option struct {
	ID, Title string
	Chosen    bool
}

// attempt is a draft as somebody sent it, with what is wrong with it.
type attempt struct {
	draft    house.Draft
	found    problem.List
	snapshot *event.Snapshot
}

// show shows the form for the first time.
func (room *Room) show(v *visit.Visit, heading access.Heading, h house.House, d house.Draft) error {
	s, err := room.event(v, heading)
	if err != nil {
		return err
	}
	return room.again(v, heading, h, attempt{draft: d, snapshot: s})
}

// again shows the form as it was sent.
func (room *Room) again(v *visit.Visit, heading access.Heading, h house.House, a attempt) error {
	say, lang := room.say(v), v.Reader.Lang
	frame, _, err := v.Around(room.store, heading.ID, "houses", h.Title.In(lang))
	if err != nil {
		return err
	}
	at := fmt.Sprintf("/events/%d/houses", heading.ID)
	body := formPage{Title: h.Title.In(lang), Text: h.Text.In(lang), Action: at + "/" + h.Key,
		Crumbs:    []page.Link{{Href: at, Text: say("houses.title")}},
		MayUpload: heading.Roles.MayUpload(v.Visitor.Caller) == nil}
	for i, title := range a.draft.Groups {
		body.Groups = append(body.Groups, groupRow{ID: "group-" + strconv.Itoa(i), Label: say("houses.group", i+1),
			Title: title})
	}
	for i, r := range a.draft.Rooms {
		body.Rooms = append(body.Rooms, roomRow{Row: r, Number: i + 1, Groups: room.groups(v, a, r.Group)})
	}
	status := 0
	if n := a.found.Total(); n > 0 {
		status = 422
		frame.Title = say("houses.error") + ": " + frame.Title
		body.Wrong = &page.Banner{Kind: page.Bad, Icon: "circle-x", Title: say("houses.wrong", n),
			Text: say("houses.wrong-hint")}
	}
	for _, found := range problem.Show(a.found.Items, lang) {
		switch group, place := a.draft.Place(found.Path); {
		case group >= 0:
			body.Groups[group].Wrong = append(body.Groups[group].Wrong, found.Message)
		case place >= 0:
			if n := a.draft.Nameless(a.draft.Rooms[place]); n >= 0 && found.Path.LastToken() == "group_id" {
				found.Message = say("houses.nameless", n+1)
			}
			body.Rooms[place].blame(found, say)
		default:
			body.Told = append(body.Told, found.Message)
		}
	}
	return room.page.Show(v.Writer, v.Request, page.Page{Status: status, Template: "house", Frame: frame, Body: body})
}

// blame notes what is wrong with a row, and with which of its fields.
func (r *roomRow) blame(found problem.Shown, say func(string, ...any) string) {
	told := found.Message
	switch found.Path.LastToken() {
	case "regular_capacity":
		r.BadBeds, told = true, say("houses.beds")+": "+told
	case "camping_mat_capacity":
		r.BadMats, told = true, say("houses.mats")+": "+told
	case "group_id":
		r.BadGroup = true
	}
	r.Wrong = append(r.Wrong, told)
}

// groups are those that a lodgement may be in: the new ones, then those that are.
func (room *Room) groups(v *visit.Visit, a attempt, chosen string) []option {
	say := room.say(v)
	var all []option
	for i, title := range a.draft.Groups {
		id := strconv.Itoa(-i - 1)
		all = append(all, option{id, say("houses.new", cmp.Or(title, say("houses.group", i+1))), id == chosen})
	}
	for n, g := range event.Sorted(a.snapshot.LodgementGroups) {
		id := strconv.Itoa(int(n))
		all = append(all, option{id, g.Title, id == chosen})
	}
	return all
}
