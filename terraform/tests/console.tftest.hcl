# The console: whom it lets in, what it may do, which secrets it gets. The first run makes it, the others plan what would change.

mock_provider "google" {
  mock_resource "google_service_account" {
    defaults = {
      id     = "projects/kursbuch-test/serviceAccounts/mocked@kursbuch-test.iam.gserviceaccount.com"
      name   = "projects/kursbuch-test/serviceAccounts/mocked@kursbuch-test.iam.gserviceaccount.com"
      email  = "mocked@kursbuch-test.iam.gserviceaccount.com"
      member = "serviceAccount:mocked@kursbuch-test.iam.gserviceaccount.com"
    }
  }
  mock_resource "google_project_service" {
    defaults = { id = "kursbuch-test/storage.googleapis.com" }
  }
  mock_data "google_project" {
    defaults = {
      number          = "123456789012"
      billing_account = "012345-6789AB-CDEF01"
    }
  }
  mock_data "google_storage_project_service_account" {
    defaults = { member = "serviceAccount:service-123456789012@gs-project-accounts.iam.gserviceaccount.com" }
  }
  mock_data "google_secret_manager_secret_version" {
    defaults = { version = "7" }
  }
}

variables {
  project_id               = "kursbuch-test"
  package_dir              = "tests/packages"
  alert_mails              = ["alarm@kursbuch.example"]
  admins                   = ["admin@kursbuch.example"]
  planners                 = ["planner@kursbuch.example"]
  callers                  = ["domain:kursbuch.example"]
  console_google_client_id = "123456789012-test.apps.googleusercontent.com"
  settle_seconds           = 0
  delete_protection        = false # what is made for a test has to go after it
}

run "people_sign_in_with_google_at_the_only_open_function" {
  assert {
    condition = module.console[0].function.service_config[0].environment_variables == tomap({
      GOOGLE_CLOUD_PROJECT = "kursbuch-test"
      FIRESTORE_DATABASE   = "(default)"
      IMPORT_BUCKET        = "kursbuch-test-imports"
      CONSOLE_ADDRESS      = "https://console-123456789012.europe-west3.run.app"
      GOOGLE_CLIENT_ID     = "123456789012-test.apps.googleusercontent.com"
      ADMINS               = "admin@kursbuch.example"
      PLANNERS             = "planner@kursbuch.example"
      TIMEOUT_SECONDS      = "150"
      GOMEMLIMIT           = "1740MiB"
    })
    error_message = "Its environment is ${jsonencode(module.console[0].function.service_config[0].environment_variables)}"
  }
  assert {
    condition = toset([
      for s in module.console[0].function.service_config[0].secret_environment_variables : "${s.key} ${s.secret} ${s.version}"
    ]) == toset(["COOKIE_KEY console-cookie-key 7", "GOOGLE_CLIENT_SECRET console-google-secret 7"])
    error_message = "It gets no secret but those that it takes, each in the version that is the newest now: the latest one would differ between instances."
  }
  assert {
    condition     = alltrue([for version in data.google_secret_manager_secret_version.console : !version.fetch_secret_data])
    error_message = "What is in a secret would be in the state."
  }
  assert {
    condition     = output.console_url == "https://console-123456789012.europe-west3.run.app" && output.console_redirect_uris.google == "${output.console_url}/signin/callback/0"
    error_message = "It is at ${output.console_url}, people come back to ${jsonencode(output.console_redirect_uris)}"
  }
  assert {
    condition     = module.console[0].callers == toset(["allUsers"])
    error_message = "Browsers send no token: ${jsonencode(module.console[0].callers)}"
  }
  assert {
    condition = alltrue([
      for f in [module.calendarsync, module.events, module.export, module.importcheck, module.importconfirm, module.jobcalendar, module.settings] :
      !contains(f.callers, "allUsers")
    ])
    error_message = "All others know their callers by a token."
  }
  assert {
    condition     = module.console[0].function.service_config[0].max_instance_count <= 3
    error_message = "Everybody can have instances started, which cost."
  }
  assert {
    condition     = jsonencode(module.console[0].roles) == jsonencode({ "roles/datastore.user" = "resource.name == \"projects/kursbuch-test/databases/(default)\"" })
    error_message = "It writes this database, and does nothing else in the project."
  }
  assert {
    condition = (
      google_storage_managed_folder.console.name == "console/" &&
      google_storage_managed_folder_iam_member.console[0].managed_folder == "console/" &&
      google_storage_managed_folder_iam_member.console[0].bucket == "kursbuch-test-imports" &&
      google_storage_managed_folder_iam_member.console[0].role == "roles/storage.objectCreator" &&
      google_storage_managed_folder_iam_member.console[0].member == module.console[0].member
    )
    error_message = "It creates objects below console/, and neither reads nor deletes any."
  }
}

run "an_issuer_of_ones_own_beside_google" {
  command = plan
  variables {
    console_issuer = { url = "https://sso.kursbuch.example", name = "Verein", client_id = "console", domains = ["b.example", "a.example"] }
  }
  assert {
    condition = { for name, value in module.console[0].function.service_config[0].environment_variables : name => value if startswith(name, "ISSUER") } == {
      ISSUER_URL       = "https://sso.kursbuch.example"
      ISSUER_NAME      = "Verein"
      ISSUER_CLIENT_ID = "console"
      ISSUER_DOMAINS   = "a.example,b.example"
    }
    error_message = "It would not know the issuer."
  }
  assert {
    condition     = contains(module.console[0].function.service_config[0].secret_environment_variables[*].key, "ISSUER_CLIENT_SECRET")
    error_message = "The issuer would not know it."
  }
  assert {
    condition     = endswith(output.console_redirect_uris.issuer, "/signin/callback/1")
    error_message = "Google is the first: ${output.console_redirect_uris.issuer}"
  }
}

run "an_issuer_of_ones_own_alone" {
  command = plan
  variables {
    console_google_client_id = ""
    console_issuer           = { url = "https://sso.kursbuch.example", name = "Verein", client_id = "console", domains = ["a.example"] }
  }
  assert {
    condition = toset(module.console[0].function.service_config[0].secret_environment_variables[*].key) == toset([
      "COOKIE_KEY", "ISSUER_CLIENT_SECRET",
    ])
    error_message = "A secret without a version keeps the function from being made."
  }
  assert {
    condition     = endswith(output.console_redirect_uris.issuer, "/signin/callback/0")
    error_message = "It is the first: ${output.console_redirect_uris.issuer}"
  }
}

run "it_can_be_closed" {
  command = plan
  variables {
    console_public = false
  }
  assert {
    condition     = length(module.console[0].callers) == 0
    error_message = "These still get in: ${jsonencode(module.console[0].callers)}"
  }
}

run "the_proxy_signs_people_in" {
  command = plan
  variables {
    console_iap_audience = "/projects/123456789012/locations/europe-west3/services/console"
  }
  assert {
    condition     = module.console[0].callers == toset(["serviceAccount:service-123456789012@gcp-sa-iap.iam.gserviceaccount.com"])
    error_message = "Who does not come by the proxy must not get in: ${jsonencode(module.console[0].callers)}"
  }
  assert {
    condition = (
      module.console[0].function.service_config[0].environment_variables["IAP_AUDIENCE"] == "/projects/123456789012/locations/europe-west3/services/console" &&
      !contains(keys(module.console[0].function.service_config[0].environment_variables), "GOOGLE_CLIENT_ID") &&
      length(module.console[0].function.service_config[0].secret_environment_variables) == 0
    )
    error_message = "It believes the proxy alone, and has no secrets."
  }
}

run "without_a_way_to_sign_in_there_is_none" {
  command = plan
  variables {
    console_google_client_id = ""
  }
  assert {
    condition     = length(module.console) == 0 && length(data.google_secret_manager_secret_version.console) == 0
    error_message = "The first apply would ask for secrets that nobody could have added."
  }
  assert {
    condition = toset(values(google_secret_manager_secret.console)[*].secret_id) == toset([
      "console-cookie-key", "console-google-secret", "console-issuer-secret",
    ])
    error_message = "There is nothing to add the secrets to."
  }
  assert {
    condition     = output.console_url == "https://console-123456789012.europe-west3.run.app"
    error_message = "Its address is needed before it is there."
  }
}
