package boltdb

import (
	"context"
	"errors"
	"fmt"

	"go.etcd.io/bbolt"
	"kursbuch.internal/shared/access"
	"kursbuch.internal/shared/jobcal"
	"kursbuch.internal/shared/jobcal/table"
)

// The buckets of tables, made with the first one: a table's state by its name, its reports by name and generation.
var (
	tableStates  = []byte("tables")
	tableReports = []byte("table_reports")
)

// tables are the tables that lead appointments of the job calendar.
type tables struct{ store *Store }

// Tables are the tables that lead appointments of the job calendar in the same file.
func (s *Store) Tables() table.Store { return tables{s} }

func tableReportKey(name string, generation int64) []byte {
	return append([]byte(name+"/"), number(uint64(generation))...)
}

// Tables implements [table.Store].
func (t tables) Tables(ctx context.Context) (states []table.State, err error) {
	err = t.store.view(ctx, func(tx *bbolt.Tx) error {
		return records(tx, tableStates, func(s table.State) error {
			states = append(states, s)
			return nil
		})
	})
	return states, err
}

// Report implements [table.Store].
func (t tables) Report(ctx context.Context, name string, generation int64) (r *table.Report, err error) {
	err = t.store.view(ctx, func(tx *bbolt.Tx) error {
		if r, err = get[*table.Report](tx.Bucket(tableReports), tableReportKey(name, generation)); err != nil {
			return fmt.Errorf("report on table %s#%d: %w", name, generation, err)
		}
		return nil
	})
	return r, err
}

// Change implements [table.Store]. There is one writer at a time, so decide runs once.
func (t tables) Change(ctx context.Context, s table.Scope, decide func(table.State, *jobcal.Book) (table.Effect,
	error)) error {
	return t.store.update(ctx, func(tx *bbolt.Tx) error {
		state, err := get[table.State](tx.Bucket(tableStates), []byte(s.Table))
		if errors.Is(err, access.ErrNotFound) {
			state, err = table.State{Table: s.Table}, nil
		}
		if err != nil {
			return err
		}
		b, err := findAppointments(tx, s.Appointments)
		if err != nil {
			return err
		}
		effect, err := decide(state, b)
		if err != nil {
			return err
		}
		if err := writeChanges(tx, b, effect.Changes); err != nil {
			return err
		}
		return writeTable(tx, s.Table, effect)
	})
}

// writeTable writes what an effect makes of the table itself.
func writeTable(tx *bbolt.Tx, name string, e table.Effect) error {
	states, err := tx.CreateBucketIfNotExists(tableStates)
	if err != nil {
		return err
	}
	reports, err := tx.CreateBucketIfNotExists(tableReports)
	if err != nil {
		return err
	}
	if e.State != nil {
		err = errors.Join(err, put(states, []byte(name), e.State), move(tx))
	}
	if r := e.Away; r != nil {
		err = errors.Join(err, put(reports, tableReportKey(name, r.Generation), r))
	}
	for _, generation := range e.Gone {
		err = errors.Join(err, reports.Delete(tableReportKey(name, generation)))
	}
	return err
}
