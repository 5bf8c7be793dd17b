package main

import (
	"net"
	"net/http"
	"net/http/httptest"
	"slices"
	"sync"
	"testing"

	"golang.org/x/oauth2"
	"google.golang.org/api/option"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/credentials"
	"google.golang.org/grpc/metadata"
	"google.golang.org/grpc/status"
	"kursbuch.internal/shared/gcp/firestoredb"
)

// Requests of a person's account have to say which project they count for, or Google refuses them.
func TestRequestsCountForTheProject(t *testing.T) {
	t.Setenv("FIRESTORE_EMULATOR_HOST", "")
	certified := httptest.NewTLSServer(nil) // for its certificate
	defer certified.Close()
	var mu sync.Mutex
	var counted []string
	server := grpc.NewServer(grpc.Creds(credentials.NewServerTLSFromCert(&certified.TLS.Certificates[0])),
		grpc.UnknownServiceHandler(func(_ any, stream grpc.ServerStream) error {
			header, _ := metadata.FromIncomingContext(stream.Context())
			mu.Lock()
			defer mu.Unlock()
			counted = append(counted, header.Get("x-goog-user-project")...)
			return status.Error(codes.PermissionDenied, "nobody may")
		}))
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	go server.Serve(listener)
	defer server.Stop()
	trusted := certified.Client().Transport.(*http.Transport).TLSClientConfig.RootCAs
	options := append(place{project: "kursbuch-winter"}.billed(),
		option.WithEndpoint(listener.Addr().String()),
		option.WithTokenSource(oauth2.StaticTokenSource(&oauth2.Token{AccessToken: "none"})),
		option.WithGRPCDialOption(grpc.WithTransportCredentials(credentials.NewClientTLSFromCert(trusted, "example.com"))))
	store, err := firestoredb.Open(t.Context(), firestoredb.Config{Project: "kursbuch-winter"}, options...)
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	if _, err := store.Event(t.Context(), 1); err == nil {
		t.Error("nobody may, but somebody did")
	}
	mu.Lock()
	defer mu.Unlock()
	if !slices.Contains(counted, "kursbuch-winter") {
		t.Errorf("counted for %q", counted)
	}
}
