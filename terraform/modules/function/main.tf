# A function: its account with its roles, its package, itself. What triggers or calls it is in callers.tf.

locals {
  package = "${var.platform.package_dir}/${var.name}.zip"
}

resource "google_service_account" "this" {
  project      = var.platform.project
  account_id   = var.name
  display_name = "Function ${var.entry_point}"
}

resource "google_project_iam_member" "role" {
  for_each = var.roles

  project = var.platform.project
  role    = each.key
  member  = google_service_account.this.member

  dynamic "condition" {
    for_each = each.value[*]
    content {
      title      = condition.value.title
      expression = condition.value.expression
    }
  }
}

resource "google_secret_manager_secret_iam_member" "reads" {
  for_each = var.secrets

  project   = var.platform.project
  secret_id = each.value.secret
  role      = "roles/secretmanager.secretAccessor"
  member    = google_service_account.this.member
}

# Named after its content, so that a new package is a new object and makes a new revision, and an old one does not.
resource "google_storage_bucket_object" "package" {
  bucket = var.platform.packages
  name   = "${var.name}-${filesha256(local.package)}.zip"
  source = local.package

  # Old ones stay, for a release that has to be taken back. And another spelling of package_dir is another source, though of
  # the same object, which must not be deleted after it was uploaded again.
  deletion_policy = "ABANDON"

  lifecycle {
    create_before_destroy = true # as long as it is not updated, the function is made of the old one
  }
}

# Google says that somebody has a role seconds before it works, and tells nobody when it does. A function cannot be made
# without those of its build, its trigger, its secrets; without its own the first requests would fail.
resource "terraform_data" "grants" {
  input = {
    builder    = var.platform.builder.account
    repository = var.platform.builder.repository
    trigger    = one(google_project_iam_member.receiver[*].member)
  }
  triggers_replace = concat(
    var.platform.builder.grants, google_project_iam_member.receiver[*].id, values(google_project_iam_member.role)[*].id,
    values(google_secret_manager_secret_iam_member.reads)[*].id
  )

  provisioner "local-exec" {
    command = "sleep ${var.platform.settle_seconds}"
  }
}

resource "google_cloudfunctions2_function" "this" {
  project     = var.platform.project
  location    = var.platform.region
  name        = var.name
  description = var.description

  build_config {
    runtime           = var.platform.runtime
    entry_point       = var.entry_point
    service_account   = terraform_data.grants.input.builder
    docker_repository = terraform_data.grants.input.repository
    # What is not needed stays out of the binary, see shared/local/buildpack, which builds with the same.
    environment_variables = {
      GOFLAGS          = "-tags=disable_grpc_modules"
      GOOGLE_GOLDFLAGS = "-s -w"
    }
    source {
      storage_source {
        bucket = google_storage_bucket_object.package.bucket
        object = google_storage_bucket_object.package.name
      }
    }
  }

  service_config {
    service_account_email = google_service_account.this.email
    environment_variables = merge(var.platform.environment, local.caller_environment, var.environment, {
      TIMEOUT_SECONDS = var.timeout_seconds # it has to end in time to say why
      # Go collects garbage in time instead of being killed; the rest is for what is not on its heap.
      GOMEMLIMIT = "${floor(var.memory_mib * 0.85)}MiB"
    })

    dynamic "secret_environment_variables" {
      for_each = var.secrets
      content {
        key        = secret_environment_variables.key
        project_id = var.platform.project
        secret     = secret_environment_variables.value.secret
        version    = secret_environment_variables.value.version
      }
    }

    timeout_seconds                  = var.timeout_seconds
    available_memory                 = "${var.memory_mib}Mi"
    available_cpu                    = "1" # less would allow one request at a time only
    max_instance_request_concurrency = var.concurrency
    min_instance_count               = 0
    max_instance_count               = var.max_instances
    all_traffic_on_latest_revision   = true
    # Triggers come from within Google's network.
    ingress_settings = var.trigger == null ? "ALLOW_ALL" : "ALLOW_INTERNAL_ONLY"
  }

  dynamic "event_trigger" {
    for_each = var.trigger[*]
    content {
      event_type            = event_trigger.value.type
      trigger_region        = var.platform.region
      service_account_email = trimprefix(terraform_data.grants.input.trigger, "serviceAccount:")
      # What a function could not do now is tried again for a day. It does not fail for what trying again cannot heal.
      retry_policy = "RETRY_POLICY_RETRY"

      dynamic "event_filters" {
        for_each = event_trigger.value.filters
        content {
          attribute = event_filters.key
          value     = event_filters.value
        }
      }
    }
  }
}
