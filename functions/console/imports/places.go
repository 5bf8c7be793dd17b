package imports

import (
	"kursbuch.internal/functions/console/page"
	"kursbuch.internal/functions/console/visit"
	"kursbuch.internal/shared/wording"
)

// places draws what becomes of places, those of one page. All bars of a chart have one scale, on whatever page they
// are.
func (room *Room) places(v *visit.Visit, g given, charts []wording.Chart, r *report) {
	total := 0
	for _, c := range charts {
		total += len(c.Bars)
	}
	r.Places = room.pager(v, g.places, pages{total, perChart, "report.of-places", func(n string) string {
		return "?places=" + n + "#after"
	}})
	passed := 0
	for _, c := range charts {
		first, last := max(r.Places.first-passed, 0), min(r.Places.last-passed, len(c.Bars))
		if passed += len(c.Bars); first < last {
			b := bars(c)
			b.Items = b.Items[first:last]
			r.Bars = append(r.Bars, b)
		}
	}
}

// bars is a chart as the page draws it.
func bars(c wording.Chart) page.Bars {
	b := page.Bars{Title: c.Title}
	scale := 1
	for _, bar := range c.Bars {
		scale = max(scale, bar.Was, bar.Is)
		if bar.Most != nil {
			scale = max(scale, *bar.Most)
		}
	}
	for _, bar := range c.Bars {
		one := page.Bar{Title: bar.Title, Note: bar.Note, Before: bar.Was, After: bar.Is, Capacity: -1, Low: bar.Wrong,
			Gone: bar.Gone, Scale: scale}
		if bar.Most != nil {
			one.Capacity = *bar.Most
		}
		b.Items = append(b.Items, one)
	}
	return b
}
