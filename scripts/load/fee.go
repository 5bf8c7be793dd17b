package main

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/problem/onimport"
)

// fees are the IDs of fees by title, as the command line tells them. It implements [flag.Value].
type fees map[string]event.FeeID

// String implements [flag.Value].
func (f *fees) String() string {
	var all []string
	for _, title := range slices.Sorted(maps.Keys(*f)) {
		all = append(all, fmt.Sprintf("%s=%d", title, (*f)[title]))
	}
	return strings.Join(all, " ")
}

// Set implements [flag.Value]. A title may hold equals signs.
func (f *fees) Set(text string) error {
	i := strings.LastIndexByte(text, '=')
	id, err := strconv.ParseInt(text[i+1:], 10, 32)
	if i < 1 || err != nil || id <= 0 {
		return fmt.Errorf("gebraucht wird TITEL=ID, etwa 'Spende=10'")
	}
	if *f == nil {
		*f = fees{}
	}
	if _, ok := (*f)[text[:i]]; ok {
		return fmt.Errorf("der Beitrag %q steht schon da", text[:i])
	}
	(*f)[text[:i]] = event.FeeID(id)
	return nil
}

// askForFees shows how to tell the IDs that are missing.
func (l *load) askForFees(found problem.List) {
	var options string
	for _, p := range found.Items {
		if p.Code == onimport.UnnamedFee || p.Code == onimport.UnusedFee {
			options += " -fee '" + p.Args[0] + "=ID'"
		}
	}
	if options != "" {
		fmt.Fprintf(l.errs, "load: IDs von Beiträgen lassen sich auch hier angeben:%s\n", options)
	}
}
