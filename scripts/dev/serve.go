package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"syscall"
	"time"

	"kursbuch.internal/functions/answer"
)

// grace is how long requests under way may take when the local run is to end.
const grace = 3 * time.Second

// listen opens the address that people will find us at.
func listen(addr string) (net.Listener, error) {
	listener, err := net.Listen("tcp", addr)
	switch {
	case errors.Is(err, syscall.EADDRINUSE):
		return nil, fmt.Errorf("unter %s läuft schon etwas, vielleicht ein anderes Kursbuch. Bitte eine freie Adresse "+
			"nehmen, zum Beispiel -addr 127.0.0.1:8081", addr)
	case err != nil:
		return nil, fmt.Errorf("-addr %s: gebraucht wird eine Adresse wie 127.0.0.1:8080, die es hier gibt (%w)", addr, err)
	}
	return listener, nil
}

// serve answers until the context ends, then lets the requests under way finish.
func serve(ctx context.Context, listener net.Listener, p patienceWith, handler http.Handler) error {
	server := &http.Server{Handler: p.listening(handler), ReadHeaderTimeout: p.header, IdleTimeout: p.idle}
	stopped := make(chan error, 1)
	go func() {
		<-ctx.Done()
		slog.Info("stopping")
		patience, cancel := context.WithTimeout(context.Background(), grace)
		defer cancel()
		err := server.Shutdown(patience)
		if errors.Is(err, context.DeadlineExceeded) { // a client that never ends is no error of ours
			err = server.Close()
		}
		stopped <- err
	}()
	if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return <-stopped
}

// ours refuses what a web page, open in a browser on this machine, might send. The page is foreign to us as long as it
// keeps its own name: then browsers say so. A page whose name is made to lead here (DNS rebinding) looks like ours, but
// for that name: whoever asks for us asks for an IP address, for localhost, or for the name that -addr says.
func ours(addr string, handler http.Handler) http.Handler {
	own, _, _ := net.SplitHostPort(addr) // which net.Listen has understood
	handler = answer.SameOrigin(handler)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		name := r.Host
		if host, _, err := net.SplitHostPort(r.Host); err == nil {
			name = host
		}
		name = strings.Trim(name, "[]")
		if net.ParseIP(name) == nil && !strings.EqualFold(name, "localhost") && !strings.EqualFold(name, own) {
			http.Error(w, "Unter diesem Namen ist Kursbuch nicht zu erreichen, nur als localhost oder unter dem Namen aus "+
				"-addr.\n"+
				"Kursbuch cannot be reached by this name, only as localhost or by the name that -addr says.",
				http.StatusMisdirectedRequest)
			return
		}
		handler.ServeHTTP(w, r)
	})
}

// address is where people find us: listening everywhere is no address.
func address(listener net.Listener) string {
	host, port, _ := net.SplitHostPort(listener.Addr().String()) // it is one of TCP
	if net.ParseIP(host).IsUnspecified() {
		host = "localhost"
	}
	return "http://" + net.JoinHostPort(host, port)
}

// local reports whether only this machine can reach us.
func local(listener net.Listener) bool {
	host, _, _ := net.SplitHostPort(listener.Addr().String()) // it is one of TCP
	return net.ParseIP(host).IsLoopback()
}
