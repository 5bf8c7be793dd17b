package firestoredb_test

import (
	"context"
	"os"
	"strings"
	"sync"
	"testing"

	pb "cloud.google.com/go/firestore/apiv1/firestorepb"
	"google.golang.org/api/option"
	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/grpc/stats"
	"kursbuch.internal/shared/gcp/firestoredb"
	"kursbuch.internal/shared/gcp/firestoredb/firestoredbtest"
)

// traffic is what a store exchanges with Firestore, counted as Firestore bills it.
type traffic struct {
	mutex         sync.Mutex
	reads, writes int
	largest       int // commit, in bytes
	filtered      []string
	ordered       int      // queries with an order, of a single field
	several       []string // what queries of several fields compare and are ordered by
	commits       int      // until then is called
	then          func()
}

// after has something done when that many commits are under way.
func (t *traffic) after(commits int, do func()) {
	t.mutex.Lock()
	defer t.mutex.Unlock()
	t.commits, t.then = commits, do
}

// watched opens a store whose traffic is counted.
func watched(t *testing.T, project string) (*firestoredb.Store, *traffic) {
	t.Helper()
	seen := new(traffic)
	connection, err := grpc.NewClient(os.Getenv("FIRESTORE_EMULATOR_HOST"),
		grpc.WithTransportCredentials(insecure.NewCredentials()), grpc.WithStatsHandler(seen))
	if err != nil {
		t.Fatal(err)
	}
	return firestoredbtest.Open(t, project, option.WithGRPCConn(connection)), seen
}

// take gives what was counted since the last time.
func (t *traffic) take() (reads, writes int) {
	t.mutex.Lock()
	defer t.mutex.Unlock()
	reads, writes = t.reads, t.writes
	t.reads, t.writes = 0, 0
	return reads, writes
}

// found counts the documents that a query found, in its context.
type found struct{ documents int }

func (t *traffic) TagRPC(ctx context.Context, _ *stats.RPCTagInfo) context.Context {
	return context.WithValue(ctx, found{}, new(found))
}

func (t *traffic) HandleRPC(ctx context.Context, s stats.RPCStats) {
	t.mutex.Lock()
	defer t.mutex.Unlock()
	switch s := s.(type) {
	case *stats.OutPayload:
		t.request(s.Payload, s.Length)
	case *stats.InPayload:
		t.answer(s.Payload, ctx.Value(found{}).(*found))
	}
}

func (t *traffic) request(message any, size int) {
	switch m := message.(type) {
	case *pb.CommitRequest:
		t.writes += len(m.Writes)
		t.largest = max(t.largest, size)
		if t.commits--; t.commits == 0 {
			t.then()
		}
	case *pb.RunQueryRequest:
		t.reads++ // one that finds nothing costs as much as one that finds one document
		if filter := m.GetStructuredQuery().GetWhere().GetFieldFilter(); filter != nil {
			t.filtered = append(t.filtered, filter.Field.FieldPath)
		}
		orders := m.GetStructuredQuery().GetOrderBy()
		fields := fieldsOf(m.GetStructuredQuery().GetWhere().GetCompositeFilter(), orders)
		switch {
		case len(fields) > 0 && fields[0] != "__name__": // names have their order without an index
			t.several = append(t.several, strings.Join(fields, " "))
		default:
			t.ordered += len(orders)
		}
	}
}

// fieldsOf are the fields of the index that a query takes which compares several: those, then those that it is ordered
// by. None: it compares one at most.
func fieldsOf(filter *pb.StructuredQuery_CompositeFilter, orders []*pb.StructuredQuery_Order) (fields []string) {
	if filter == nil {
		return nil
	}
	for _, f := range filter.Filters {
		fields = append(fields, f.GetFieldFilter().GetField().GetFieldPath())
	}
	for _, o := range orders {
		fields = append(fields, o.Field.FieldPath)
	}
	return fields
}

func (t *traffic) answer(message any, f *found) {
	switch m := message.(type) {
	case *pb.BatchGetDocumentsResponse:
		if m.Result != nil {
			t.reads++ // also of a document that is missing
		}
	case *pb.RunQueryResponse:
		if m.Document != nil {
			f.documents++
			if f.documents > 1 {
				t.reads++
			}
		}
	}
}

func (t *traffic) TagConn(ctx context.Context, _ *stats.ConnTagInfo) context.Context { return ctx }
func (t *traffic) HandleConn(context.Context, stats.ConnStats)                       {}
