package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"maps"
	"slices"
	"strings"
)

// planned is what a deployment into an empty project would make.
type planned struct {
	Changes []struct {
		Address string
		Type    string
		Change  struct{ After resource }
	} `json:"resource_changes"`
}

// resource has the attributes that rules look at, of all types of resources. A block is a list.
type resource struct {
	// of versions of secrets, of what is read of them
	SecretData *string `json:"secret_data"`
	Fetches    *bool   `json:"fetch_secret_data"`
	// of backups, text; objects in a bucket have a block of the name
	Retention json.RawMessage
	// of roles
	Role, Member string
	Folder       string `json:"managed_folder"`
	// of fields in Firestore
	Collection, Field string
	Index             []struct {
		Indexes []struct {
			Order string
			Scope string `json:"query_scope"`
		}
	} `json:"index_config"`
	TTL []struct{} `json:"ttl_config"`
	// of indexes of several fields in Firestore
	Fields []struct {
		Path  string `json:"field_path"`
		Order string
	}
	// of functions
	Name  string
	Build []struct {
		EntryPoint string `json:"entry_point"`
	} `json:"build_config"`
	Service []service `json:"service_config"`
	Trigger []struct {
		Retry string `json:"retry_policy"`
	} `json:"event_trigger"`
	// of metrics
	Filter string
	Labels map[string]string `json:"label_extractors"`
	Value  string            `json:"value_extractor"`
	// of alerts
	DisplayName string `json:"display_name"`
	Conditions  json.RawMessage
	// of schedules
	Schedule string
	Deadline string `json:"attempt_deadline"`
	Retries  []struct {
		Count int `json:"retry_count"`
	} `json:"retry_config"`
	Target []struct {
		Token []struct{} `json:"oidc_token"`
	} `json:"http_target"`
}

// service is how a function runs.
type service struct {
	Account     string            `json:"service_account_email"`
	Environment map[string]string `json:"environment_variables"`
	Secrets     []struct {
		Variable string `json:"key"`
	} `json:"secret_environment_variables"`
	CPU         string `json:"available_cpu"`
	Concurrency int    `json:"max_instance_request_concurrency"`
	Timeout     int    `json:"timeout_seconds"`
}

// variables are the names of all that are in the environment, sorted.
func (s service) variables() []string {
	names := slices.Collect(maps.Keys(s.Environment))
	for _, secret := range s.Secrets {
		names = append(names, secret.Variable)
	}
	slices.Sort(names)
	return names
}

func (s service) knows(variable string) bool { return slices.Contains(s.variables(), variable) }

// all yields the planned resources of a type, or of all types that end so, by their addresses.
func (p planned) all(kind string) iter.Seq2[string, resource] {
	return func(yield func(string, resource) bool) {
		for _, c := range p.Changes {
			if strings.HasSuffix(c.Type, kind) && !yield(c.Address, c.Change.After) {
				return
			}
		}
	}
}

// judge tells everything that is wrong with a plan, next to the code in root.
func (p planned) judge(root fs.FS) error {
	var errs []error
	for _, rule := range rules {
		for _, violation := range rule(p, root) {
			errs = append(errs, fmt.Errorf("the plan: %s", violation))
		}
	}
	return errors.Join(errs...)
}
