// Single persons: how one is changed, found by what people call them, told from another one.

package jobcal

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
	"kursbuch.internal/shared/access"
	"kursbuch.internal/shared/problem"
)

// ChangePerson changes a person who is there, and gives them as they are then, or what is wrong with them. Change may
// run more than once; its error ends everything and is returned as it is. access.ErrNotFound if there is nobody with
// that ID.
func ChangePerson(ctx context.Context, store Store, id PersonID, change func(Person) (Person, error)) (Person,
	problem.List, error) {
	var p Person
	var found problem.List
	err := store.Update(ctx, nil, func(b *Book) (Changes, error) {
		was, ok := b.Persons[id]
		if !ok {
			return Changes{}, access.ErrNotFound
		}
		wanted, err := change(was)
		if err != nil {
			return Changes{}, err
		}
		wanted.ID = id
		p, found = CheckPerson(wanted, b)
		switch {
		case !found.Empty():
			return Changes{}, errFound
		case p == was:
			return Changes{}, nil
		}
		return Changes{Persons: map[PersonID]*Person{id: &p}}, nil
	})
	if errors.Is(err, errFound) {
		return Person{}, found, nil
	}
	if err != nil {
		return Person{}, problem.List{}, fmt.Errorf("person %s: %w", id, err)
	}
	return p, problem.List{}, nil
}

// PersonOf is the person with a mail address, in the spelling that [CheckPerson] gives it.
func (b *Book) PersonOf(mail string) (Person, bool) {
	for _, p := range b.Persons {
		if p.Mail == mail && mail != "" {
			return p, true
		}
	}
	return Person{}, false
}

// FoldShortName is a short name as it is compared: without blanks around it, however the letters are written. So nobody
// takes " ab " for another one than "AB".
func FoldShortName(name string) string {
	return cases.Fold().String(norm.NFKC.String(strings.Join(strings.Fields(name), " ")))
}

// Has reports whether a person is in the appointment.
func (a Appointment) Has(id PersonID) bool {
	_, ok := slices.BinarySearch(a.Persons, id)
	return ok
}
