package emptyproject

import (
	"crypto/md5"
	"encoding/base64"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"time"
)

var bucketName = regexp.MustCompile(`^[a-z0-9][a-z0-9._-]{1,61}[a-z0-9]$`)

// storage answers for Cloud Storage, whose resources have names of another form: b/BUCKET, b/BUCKET/o/OBJECT.
func (p *Project) storage(c call) (any, error) {
	parts := strings.SplitN(c.name, "/", 4)
	for i := range parts {
		parts[i], _ = url.PathUnescape(parts[i]) // the request's path was sound
	}
	if parts[0] == "projects" {
		return p.storageAgent(), nil
	}
	if len(parts) == 1 {
		return p.createBucket(c)
	}
	on := key{"storage", "b/" + parts[1]}
	bucket, known := p.resources[on]
	if !known {
		return nil, refused(http.StatusNotFound, "The specified bucket does not exist.")
	}
	if len(parts) == 2 {
		return p.bucket(c, on, bucket)
	}
	switch parts[2] {
	case "iam":
		return p.storagePolicy(c, on)
	case "o":
		return p.objects(c, on, strings.Join(parts[3:], ""))
	case "managedFolders":
		return p.folders(c, on, strings.Join(parts[3:], ""))
	case "anywhereCaches":
		return resource{}, nil // which the provider looks for before it deletes a bucket
	}
	return nil, unknown(c)
}

// storageAgent is the account by which Cloud Storage acts in the project, made when somebody asks for it.
func (p *Project) storageAgent() resource {
	if _, known := p.accounts[storageAgent]; !known {
		p.accounts[storageAgent] = time.Now()
	}
	return resource{"kind": "storage#serviceAccount", "email_address": storageAgent}
}

func (p *Project) storagePolicy(c call, on key) (any, error) {
	if c.method == http.MethodPut {
		return p.setPolicy(on, c.body)
	}
	return p.policyOf(on, c.policyVersion()), nil
}

func (p *Project) createBucket(c call) (any, error) {
	name := text(c.body, "name")
	on := key{"storage", "b/" + name}
	if _, taken := p.resources[on]; taken {
		return nil, refused(http.StatusConflict,
			"Your previous request to create the named bucket succeeded and you already own it.")
	}
	if !bucketName.MatchString(name) {
		return nil, refused(http.StatusBadRequest, "Invalid bucket name: '%s'", name)
	}
	r := resource{
		"kind": "storage#bucket", "id": name, "projectNumber": number, "metageneration": "1", "timeCreated": stamp(),
		"updated":      stamp(),
		"storageClass": "STANDARD", "locationType": "region", "selfLink": "https://www.googleapis.com/storage/v1/b/" + name,
		"softDeletePolicy": resource{"retentionDurationSeconds": "604800", "effectiveTime": stamp()},
	}
	maps.Copy(r, c.body)
	r["location"] = strings.ToUpper(text(r, "location"))
	p.resources[on] = r
	return r, nil
}

func (p *Project) bucket(c call, on key, r resource) (any, error) {
	switch c.method {
	case http.MethodGet:
	case http.MethodPatch, http.MethodPut:
		for field, value := range c.body {
			if value != nil {
				r[field] = value
			}
		}
	case http.MethodDelete:
		for other := range p.resources {
			if other.api == "storage" && strings.HasPrefix(other.name, on.name+"/") {
				return nil, refused(http.StatusConflict, "The bucket you tried to delete is not empty.")
			}
		}
		p.dropPolicy(on)
		delete(p.resources, on)
	default:
		return nil, unknown(c)
	}
	return r, nil
}

// objects answers for the objects of a bucket, or for one.
func (p *Project) objects(c call, bucket key, name string) (any, error) {
	if name == "" && c.method == http.MethodGet {
		list := []any{}
		for on, r := range p.resources {
			if on.api == "storage" && strings.HasPrefix(on.name, bucket.name+"/o/") {
				list = append(list, r)
			}
		}
		return resource{"kind": "storage#objects", "items": list}, nil
	}
	if name == "" && c.upload != nil {
		return p.createObject(c, bucket)
	}
	on := key{"storage", bucket.name + "/o/" + name}
	r, known := p.resources[on]
	if !known {
		return nil, refused(http.StatusNotFound, "No such object: %s/%s", bucket.name[2:], name)
	}
	switch c.method {
	case http.MethodGet:
	case http.MethodDelete:
		delete(p.resources, on)
		delete(p.contents, on)
	default:
		return nil, unknown(c)
	}
	return r, nil
}

func (p *Project) createObject(c call, bucket key) (any, error) {
	name := c.param("name") + text(c.body, "name")
	sum := md5.Sum(c.upload)
	r := maps.Clone(c.body)
	maps.Copy(r, resource{
		"kind": "storage#object", "name": name, "bucket": bucket.name[2:], "metageneration": "1", "storageClass": "STANDARD",
		"generation": fmt.Sprint(time.Now().UnixMicro()), "size": fmt.Sprint(len(c.upload)), "crc32c": "AAAAAA==",
		"md5Hash": base64.StdEncoding.EncodeToString(sum[:]), "timeCreated": stamp(), "updated": stamp(),
		"selfLink":  fmt.Sprintf("https://www.googleapis.com/storage/v1/%s/o/%s", bucket.name, url.PathEscape(name)),
		"mediaLink": "https://storage.googleapis.com/x",
	})
	preset(r, "contentType", "application/octet-stream")
	on := key{"storage", bucket.name + "/o/" + name}
	p.resources[on], p.contents[on] = r, c.upload
	return r, nil
}

// folders answers for the managed folders of a bucket: prefixes of names that have a policy of their own.
func (p *Project) folders(c call, bucket key, name string) (any, error) {
	if name == "" && c.method == http.MethodPost {
		name = text(c.body, "name")
		on := key{"storage", bucket.name + "/managedFolders/" + name}
		if _, taken := p.resources[on]; taken {
			return nil, refused(http.StatusConflict, "The managed folder already exists.")
		}
		iam, _ := p.resources[bucket]["iamConfiguration"].(resource)
		if uniform, _ := iam["uniformBucketLevelAccess"].(resource); uniform["enabled"] != true {
			return nil, refused(http.StatusBadRequest, "Managed folders need uniform bucket-level access.")
		}
		p.resources[on] = resource{"kind": "storage#managedFolder", "name": name, "bucket": bucket.name[2:],
			"metageneration": "1", "createTime": stamp(), "updateTime": stamp()}
		return p.resources[on], nil
	}
	folder, policy := strings.CutSuffix(name, "/iam")
	on := key{"storage", bucket.name + "/managedFolders/" + folder}
	r, known := p.resources[on]
	if !known {
		return nil, refused(http.StatusNotFound, "The managed folder does not exist.")
	}
	switch {
	case policy:
		return p.storagePolicy(c, on)
	case c.method == http.MethodDelete:
		if c.param("allowNonEmpty") != "true" && p.holdsObjects(bucket, folder) {
			return nil, refused(http.StatusConflict, "The managed folder you tried to delete is not empty.")
		}
		p.dropPolicy(on)
		delete(p.resources, on)
	}
	return r, nil
}

func (p *Project) holdsObjects(bucket key, folder string) bool {
	for on := range p.resources {
		if on.api == "storage" && strings.HasPrefix(on.name, bucket.name+"/o/"+folder) {
			return true
		}
	}
	return false
}
