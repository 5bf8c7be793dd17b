# The module that every function is made of: what it grants, what it refuses.

mock_provider "google" {
  mock_resource "google_service_account" {
    defaults = {
      email  = "mocked@kursbuch-test.iam.gserviceaccount.com"
      member = "serviceAccount:mocked@kursbuch-test.iam.gserviceaccount.com"
    }
  }
}

variables {
  platform = {
    project     = "kursbuch-test"
    region      = "europe-west3"
    runtime     = "go126"
    package_dir = "tests/packages"
    packages    = "kursbuch-test-packages"
    builder = {
      account    = "projects/kursbuch-test/serviceAccounts/builder@kursbuch-test.iam.gserviceaccount.com"
      repository = "projects/kursbuch-test/locations/europe-west3/repositories/functions"
      grants     = ["kursbuch-test/roles/logging.logWriter"]
    }
    settle_seconds = 0
    environment    = { GOOGLE_CLOUD_PROJECT = "kursbuch-test" }
    admins         = ["admin@kursbuch.example"]
    planners       = ["planner@kursbuch.example"]
    audiences      = []
  }
  name            = "export"
  entry_point     = "Export"
  description     = "Gives an event"
  concurrency     = 4
  memory_mib      = 512
  max_instances   = 3
  timeout_seconds = 60
  roles           = { "roles/datastore.viewer" = { title = "one", expression = "resource.name == \"one\"" } }
  callers         = ["user:orga@kursbuch.example"]
}

run "a_function_that_is_called" {
  module {
    source = "./modules/function"
  }
  assert {
    condition     = google_service_account.this.account_id == "export" && google_project_iam_member.role["roles/datastore.viewer"].condition[0].expression == "resource.name == \"one\""
    error_message = "It has an account of its own, with the roles it is given, narrowed."
  }
  assert {
    condition     = google_storage_bucket_object.package.name == "export-${filesha256("tests/packages/export.zip")}.zip"
    error_message = "Other content is to be another object, or nothing would be deployed."
  }
  assert {
    condition     = google_storage_bucket_object.package.deletion_policy == "ABANDON"
    error_message = "Old packages are to stay, also those that another spelling of package_dir uploads again."
  }
  assert {
    condition = (
      google_cloudfunctions2_function.this.build_config[0].runtime == "go126" &&
      google_cloudfunctions2_function.this.build_config[0].service_account == "projects/kursbuch-test/serviceAccounts/builder@kursbuch-test.iam.gserviceaccount.com" &&
      google_cloudfunctions2_function.this.build_config[0].docker_repository == "projects/kursbuch-test/locations/europe-west3/repositories/functions"
    )
    error_message = "It is built by: ${jsonencode(google_cloudfunctions2_function.this.build_config)}"
  }
  assert {
    condition = google_cloudfunctions2_function.this.service_config[0].environment_variables == tomap({
      GOOGLE_CLOUD_PROJECT = "kursbuch-test"
      ID_TOKEN_AUDIENCES   = "https://europe-west3-kursbuch-test.cloudfunctions.net/export"
      ADMINS               = "admin@kursbuch.example"
      PLANNERS             = "planner@kursbuch.example"
      TIMEOUT_SECONDS      = "60"
      GOMEMLIMIT           = "435MiB"
    })
    error_message = "Its environment is ${jsonencode(google_cloudfunctions2_function.this.service_config[0].environment_variables)}"
  }
  assert {
    condition = (
      google_cloudfunctions2_function.this.service_config[0].timeout_seconds == 60 &&
      google_cloudfunctions2_function.this.service_config[0].available_memory == "512Mi" &&
      google_cloudfunctions2_function.this.service_config[0].available_cpu == "1" &&
      google_cloudfunctions2_function.this.service_config[0].max_instance_request_concurrency == 4
    )
    error_message = "Less than one CPU allows one request at a time only."
  }
  assert {
    condition = [for binding in google_cloud_run_v2_service_iam_member.caller : "${binding.name} ${binding.role} ${binding.member}"] == [
      "export roles/run.invoker user:orga@kursbuch.example",
    ]
    error_message = "Only the listed may call, and this service only."
  }
  assert {
    condition     = length(google_service_account.trigger) == 0 && length(google_cloudfunctions2_function.this.event_trigger) == 0
    error_message = "Nothing triggers it."
  }
}

run "a_function_that_is_triggered" {
  module {
    source = "./modules/function"
  }
  variables {
    callers = []
    trigger = { type = "google.cloud.storage.object.v1.finalized", filters = { bucket = "imports" } }
  }
  assert {
    condition     = google_service_account.trigger[0].account_id == "export-trigger" && google_service_account.trigger[0].account_id != google_service_account.this.account_id
    error_message = "The trigger has an account of its own."
  }
  assert {
    condition     = google_project_iam_member.receiver[0].role == "roles/eventarc.eventReceiver"
    error_message = "Its trigger may receive events."
  }
  assert {
    condition     = { for key, binding in google_cloud_run_v2_service_iam_member.caller : key => "${binding.name} ${binding.role}" } == { trigger = "export roles/run.invoker" }
    error_message = "Its trigger may call this service only, and nobody else may."
  }
  assert {
    condition     = google_cloudfunctions2_function.this.service_config[0].ingress_settings == "ALLOW_INTERNAL_ONLY"
    error_message = "Nobody on the internet has to reach it."
  }
  assert {
    condition     = google_cloudfunctions2_function.this.event_trigger[0].retry_policy == "RETRY_POLICY_RETRY"
    error_message = "A trigger would be lost with the first error."
  }
  assert {
    condition     = !contains(keys(google_cloudfunctions2_function.this.service_config[0].environment_variables), "ID_TOKEN_AUDIENCES")
    error_message = "Triggers send no token that the function would have to believe."
  }
}

run "a_function_with_pages" {
  module {
    source = "./modules/function"
  }
  variables {
    pages   = true
    callers = ["allUsers"]
    secrets = { COOKIE_KEY = { secret = "cookies", version = "3" } }
  }
  assert {
    condition     = google_cloud_run_v2_service_iam_member.caller["allUsers"].role == "roles/run.invoker"
    error_message = "Browsers send no token that Cloud Run would ask for."
  }
  assert {
    condition     = !contains(keys(google_cloudfunctions2_function.this.service_config[0].environment_variables), "ID_TOKEN_AUDIENCES")
    error_message = "Nor one that the function could believe."
  }
  assert {
    condition = [
      for s in google_cloudfunctions2_function.this.service_config[0].secret_environment_variables : "${s.key} ${s.project_id} ${s.secret} ${s.version}"
    ] == ["COOKIE_KEY kursbuch-test cookies 3"]
    error_message = "It does not get its secret."
  }
  assert {
    condition = (
      google_secret_manager_secret_iam_member.reads["COOKIE_KEY"].secret_id == "cookies" &&
      google_secret_manager_secret_iam_member.reads["COOKIE_KEY"].role == "roles/secretmanager.secretAccessor" &&
      google_secret_manager_secret_iam_member.reads["COOKIE_KEY"].member == google_service_account.this.member
    )
    error_message = "It may read its own secrets."
  }
  assert {
    condition     = contains(terraform_data.grants.triggers_replace, google_secret_manager_secret_iam_member.reads["COOKIE_KEY"].id)
    error_message = "It would be made before it may read them."
  }
}

run "pages_are_not_for_everybody_with_an_account" {
  command = plan
  module {
    source = "./modules/function"
  }
  variables {
    pages   = true
    callers = ["allAuthenticatedUsers"]
  }
  expect_failures = [var.callers]
}

# All at once: each of them has to fail.
run "wrong_values" {
  command = plan
  module {
    source = "./modules/function"
  }
  variables {
    name            = "sync" # too short for an account
    roles           = { "datastore.user" = null }
    callers         = ["allUsers"]
    timeout_seconds = 3601
    memory_mib      = 8192 # more than one CPU may have
    concurrency     = 0
    max_instances   = 0
  }
  expect_failures = [
    var.name, var.roles, var.callers, var.timeout_seconds, var.memory_mib, var.concurrency, var.max_instances,
  ]
}

run "wrong_values_for_a_trigger" {
  command = plan
  module {
    source = "./modules/function"
  }
  variables {
    entry_point     = "ImportCheck" # another function's
    trigger         = { type = "google.cloud.storage.object.v1.finalized", filters = {} }
    callers         = ["user:orga@kursbuch.example"] # besides the trigger
    timeout_seconds = 541
    roles           = { "roles/editor" = null }
  }
  expect_failures = [var.entry_point, var.callers, var.timeout_seconds, var.roles]
}
