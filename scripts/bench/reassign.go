package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/go-json-experiment/json"
	"kursbuch.internal/shared/access"
	"kursbuch.internal/shared/diff"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/outcome"
	"kursbuch.internal/shared/printout"
	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/proposal"
)

func reassign(open func(context.Context, string) (store, error), registrations int) func(context.Context,
	string) ([]string, error) {
	return func(ctx context.Context, dir string) ([]string, error) {
		store, err := open(ctx, dir)
		if err != nil {
			return nil, err
		}
		defer store.Close()
		s, err := create(ctx, store, registrations)
		if err != nil {
			return nil, err
		}
		content := reassignment(s)
		var p *proposal.Proposal
		check, err := timed(func() (err error) {
			p, err = proposal.Check(ctx, store, upload(content), time.Now())
			return err
		})
		if err != nil || p.Status != proposal.Pending {
			return nil, fmt.Errorf("%v: %v %v", p.Status, p.Problems.Items, err)
		}
		sets := 0
		for _, c := range p.Plan.Changes {
			sets += len(c.Sets)
		}
		figures, err := lead(s, p)
		if err != nil {
			return nil, err
		}
		s = nil
		rest, err := finish(ctx, store, p)
		return slices.Concat([]string{mebibytes(content), fmt.Sprint(sets), check}, figures, rest), err
	}
}

// lead measures what a check does for the report, then the report itself: as text and as JSON.
func lead(s *event.Snapshot, p *proposal.Proposal) ([]string, error) {
	foresee, err := timed(func() error {
		outcome.Of(s, diff.After(s, p.Plan), p.Plan, nil)
		return nil
	})
	if err != nil {
		return nil, err
	}
	report, err := timed(func() error {
		printer := printout.New(io.Discard, printout.Options{})
		printer.Report("bench.json", p)
		return errors.Join(printer.Flush(), json.MarshalWrite(io.Discard, p.Report(problem.German)))
	})
	return []string{foresee, report}, err
}

// finish measures the confirmation of a proposal and the export after it.
func finish(ctx context.Context, store store, p *proposal.Proposal) ([]string, error) {
	confirm, err := timed(func() error {
		request := proposal.Request{Proposal: p.ID, Token: p.Token, By: access.Caller{Mail: approver}}
		_, err := proposal.Confirm(ctx, store, request, time.Now())
		return err
	})
	if err != nil {
		return nil, err
	}
	export, err := timed(func() error {
		e, err := store.Event(ctx, one)
		if err != nil {
			return err
		}
		return event.Write(new(bytes.Buffer), e.Snapshot)
	})
	return []string{confirm, export}, err
}

// reassignment moves everybody: to the next lodgement in every part, to the next course in every track.
func reassignment(s *event.Snapshot) []byte {
	lodgements, courses := s.IDs(event.Lodgements), s.IDs(event.Courses)
	var file bytes.Buffer
	file.WriteString(header + `"registrations": {`)
	for i, id := range s.IDs(event.Registrations) {
		r := s.Registrations[event.RegistrationID(id)]
		var parts, tracks []string
		for part, stay := range event.Sorted(r.Parts) {
			parts = append(parts, fmt.Sprintf(`"%d": {"lodgement_id": %d}`, part, after(lodgements, (*int32)(stay.LodgementID),
				i)))
		}
		for track, place := range event.Sorted(r.Tracks) {
			tracks = append(tracks, fmt.Sprintf(`"%d": {"course_id": %d}`, track, after(courses, (*int32)(place.CourseID), i)))
		}
		if i > 0 {
			file.WriteString(",")
		}
		fmt.Fprintf(&file, "\n  \"%d\": {\"parts\": {%s}, \"tracks\": {%s}}", id, strings.Join(parts, ", "),
			strings.Join(tracks, ", "))
	}
	file.WriteString("\n}}\n")
	return file.Bytes()
}
