package emptyproject

import (
	"fmt"
	"net/http"
	"path"
	"strings"
)

// functionIsPossible tells why Google could not make a function, in Google's words as far as they are known. Google
// asks roughly in this order: what is named, the build's rights, the trigger, the build, the secrets.
func functionIsPossible(p *Project, name string, r resource) error {
	build, service := child(r, "buildConfig"), child(r, "serviceConfig")
	builder := path.Base(text(build, "serviceAccount"))
	for _, account := range []string{text(service, "serviceAccountEmail"), builder} {
		if !p.accountIsThere(account) {
			return refused(http.StatusBadRequest, "Service account %s does not exist.", account)
		}
	}
	source := child(child(build, "source"), "storageSource")
	object := fmt.Sprintf("b/%s/o/%s", source["bucket"], source["object"])
	if _, known := p.resources[key{"storage", object}]; !known {
		return refused(http.StatusBadRequest, "Source object gs://%s/%s does not exist.", source["bucket"], source["object"])
	}
	repository := text(build, "dockerRepository")
	if _, known := p.resources[key{"artifactregistry", repository}]; !known {
		return refused(http.StatusBadRequest, "Repository %s does not exist.", repository)
	}
	for _, api := range []string{"cloudbuild", "run", "artifactregistry"} {
		if err := p.answers(api); err != nil {
			return err
		}
	}
	if robot := agentOf("gcf-admin-robot"); !p.agentIsThere(robot) {
		return refused(http.StatusForbidden, "Unable to retrieve the repository metadata for %s. Ensure that the Cloud "+
			"Functions "+
			"service account (%s) has 'artifactregistry.repositories.list' and 'artifactregistry.repositories.get' permissions.",
			repository, robot)
	}
	if trigger, ok := r["eventTrigger"].(resource); ok {
		if err := p.triggerIsPossible(name, trigger); err != nil {
			return err
		}
	}
	if err := p.buildIsPossible(builder, repository); err != nil {
		return err
	}
	return p.secretsAreReadable(r)
}

func (p *Project) triggerIsPossible(name string, r resource) error {
	for _, api := range []string{"eventarc", "pubsub"} {
		if err := p.answers(api); err != nil {
			return err
		}
	}
	project := key{"cloudresourcemanager", "projects/" + p.options.ID}
	region := strings.Split(name, "/")[3]
	trigger := fmt.Sprintf("projects/%s/locations/%s/triggers/%s-000000", p.options.ID, region, path.Base(name))
	failed := func(code int, why string) error {
		return refused(code, "Validation failed for trigger %s: %s", trigger, why)
	}
	if !p.has(project, "roles/pubsub.publisher", storageAgent) {
		return failed(http.StatusBadRequest, "The Cloud Storage service account for your bucket is unable to publish to "+
			"Cloud "+
			"Pub/Sub topics in the specified project.\nTo use GCS CloudEvent triggers, the GCS service account requires the "+
			"Pub/Sub Publisher (roles/pubsub.publisher) IAM role in the specified project.")
	}
	if !p.agentIsThere(agentOf("gcp-sa-eventarc")) {
		return failed(http.StatusBadRequest, `Invalid resource state for "": Permission denied while using the Eventarc `+
			"Service Agent. "+
			"If you recently started to use Eventarc, it may take a few minutes before all necessary permissions are "+
			"propagated to the Service Agent. Otherwise, verify that it has Eventarc Service Agent role.")
	}
	account := text(r, "serviceAccountEmail")
	if !p.has(project, "roles/eventarc.eventReceiver", account) {
		return failed(http.StatusForbidden, fmt.Sprintf(`Permission "eventarc.events.receiveEvent" denied on %q`, account))
	}
	for _, filter := range objects(r, "eventFilters") {
		bucket, known := p.resources[key{"storage", "b/" + text(filter, "value")}]
		if filter["attribute"] == "bucket" && (!known || !strings.EqualFold(text(bucket, "location"),
			text(r, "triggerRegion"))) {
			return failed(http.StatusBadRequest, fmt.Sprintf("Bucket %s is not in %s.", filter["value"], r["triggerRegion"]))
		}
	}
	r["trigger"] = trigger
	return nil
}

func (p *Project) buildIsPossible(builder, repository string) error {
	project := key{"cloudresourcemanager", "projects/" + p.options.ID}
	switch {
	case !p.has(project, "roles/storage.objectViewer", builder):
		return refused(http.StatusBadRequest, "Build failed with status: FAILURE and message: could not resolve storage "+
			"source: "+
			"googleapi: Error 403: %s does not have storage.objects.get access to the Google Cloud Storage object.", builder)
	case !p.has(project, "roles/logging.logWriter", builder):
		return refused(http.StatusBadRequest, "Build failed: the service account %s does not have permission to write "+
			"logs to Cloud Logging.", builder)
	case !p.has(key{"artifactregistry", repository}, "roles/artifactregistry.writer", builder):
		return refused(http.StatusBadRequest, "Build failed with status: FAILURE and message: failed to push: denied: "+
			"Permission "+
			`"artifactregistry.repositories.uploadArtifacts" denied on resource %q (or it may not exist).`, repository)
	}
	return nil
}

func functionFailed(r resource) { r["state"] = "FAILED" }

func addFunction(p *Project, name string, r resource) {
	region, short := strings.Split(name, "/")[3], path.Base(name)
	preset(r, "state", "ACTIVE")
	r["environment"], r["updateTime"], r["url"] = "GEN_2", stamp(), fmt.Sprintf("https://%s-%s.cloudfunctions.net/%s",
		region, p.options.ID, short)
	service := child(r, "serviceConfig")
	service["service"] = fmt.Sprintf("projects/%s/locations/%s/services/%s", p.options.ID, region, short)
	service["uri"] = fmt.Sprintf("https://%s-x-ey.a.run.app", short)
	child(service, "environmentVariables")["LOG_EXECUTION_ID"] = "true"
	child(r, "buildConfig")["automaticUpdatePolicy"] = resource{}
	p.resources[key{"run", text(service, "service")}] = resource{"name": short}
	for _, bucket := range []string{"sources", "uploads"} {
		p.besides[fmt.Sprintf("bucket gcf-v2-%s-%s-%s", bucket, number, region)] = true
	}
}

func functionGone(p *Project, r resource) {
	on := key{"run", text(child(r, "serviceConfig"), "service")}
	delete(p.resources, on)
	p.dropPolicy(on)
}
