# The APIs that several parts need, or that something is made by at once. Others stand in the file of the one function that needs
# them.

resource "google_project_service" "api" {
  for_each = toset([
    "artifactregistry.googleapis.com",
    "billingbudgets.googleapis.com",
    "cloudbilling.googleapis.com",
    "cloudbuild.googleapis.com",
    "cloudfunctions.googleapis.com",
    "cloudresourcemanager.googleapis.com",
    "eventarc.googleapis.com",
    "firestore.googleapis.com",
    "iam.googleapis.com",
    "logging.googleapis.com",
    "monitoring.googleapis.com",
    "pubsub.googleapis.com",
    "run.googleapis.com",
    "secretmanager.googleapis.com",
    "storage.googleapis.com",
  ])

  project = var.project_id
  service = each.key
  # Taking a deployment down must not stop what somebody else does in the project.
  disable_on_destroy = false
}

# Google says that an API is enabled seconds before it answers, and tells nobody when it does.
resource "terraform_data" "apis" {
  input            = one(distinct([for api in google_project_service.api : api.project]))
  triggers_replace = sort([for api in google_project_service.api : api.service])

  provisioner "local-exec" {
    command = "sleep ${var.settle_seconds}"
  }
}

locals {
  # The project for whatever is made in it: taken from here, that waits for the APIs. (The input is known to a plan.)
  project = terraform_data.apis.input

  # The project for whatever is read of it. An ID is not known before the first apply, so the first plan asks Google nothing.
  # It has to be that of an API which is off in a new project: one that is on already waits for nothing, and what is billed
  # to the project is refused as long as its API is not enabled. scripts/check sees to it.
  existing_project = [split("/", google_project_service.api["cloudbilling.googleapis.com"].id)[0], local.project][0]
}

data "google_project" "this" {
  project_id = local.existing_project
}
