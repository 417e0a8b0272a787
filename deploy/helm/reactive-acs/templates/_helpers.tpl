{{- define "acs.name" -}}
{{- if contains .Chart.Name .Release.Name -}}
{{- .Release.Name | trunc 50 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name .Chart.Name | trunc 50 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{- define "acs.selectorLabels" -}}
app.kubernetes.io/name: {{ .Chart.Name }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "acs.labels" -}}
{{ include "acs.selectorLabels" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" }}
{{- end -}}

{{- define "acs.serviceAccountName" -}}
{{- .Values.serviceAccount.name | default (include "acs.name" .) -}}
{{- end -}}

{{- define "acs.isEmbedded" -}}
{{- if hasPrefix "embedded:" .Values.config.store.url -}}true{{- end -}}
{{- end -}}

{{- /* The port of an address to listen on. */ -}}
{{- define "acs.port" -}}
{{- regexFind "[0-9]+$" . -}}
{{- end -}}

{{- /* A duration of the configuration in whole seconds, rounded up. */ -}}
{{- define "acs.seconds" -}}
{{- $amount := regexFind "^[0-9]+" . | int64 -}}
{{- $unit := regexFind "[a-z]+$" . -}}
{{- if eq $unit "ms" -}}
{{- div (add $amount 999) 1000 -}}
{{- else -}}
{{- mul $amount (get (dict "s" 1 "m" 60 "h" 3600 "d" 86400) $unit) -}}
{{- end -}}
{{- end -}}

{{- /* Longer than the node itself takes at most: notice, drain and 5 seconds for closing. */ -}}
{{- define "acs.gracePeriod" -}}
{{- $shutdown := .Values.config.shutdown | default dict -}}
{{- $notice := include "acs.seconds" ($shutdown.notice | default "0s") -}}
{{- $drain := include "acs.seconds" ($shutdown.drain | default "25s") -}}
{{- add (int64 $notice) (int64 $drain) 10 -}}
{{- end -}}

{{- /* config with the certificates that the Secrets of tls hold, as the node reads it. */ -}}
{{- define "acs.config" -}}
{{- $config := deepCopy .Values.config -}}
{{- range $listener := list "cwmp" "api" "management" -}}
{{- $tls := index $.Values.tls $listener -}}
{{- if $tls.secretName -}}
{{- $files := dict "certificate" (printf "/etc/acs/tls/%s/tls.crt" $listener) "key" (printf "/etc/acs/tls/%s/tls.key" $listener) -}}
{{- if $tls.clientCaSecretName -}}
{{- $_ := set $files "clientCa" (printf "/etc/acs/tls/%s-clients/ca.crt" $listener) -}}
{{- $_ := set $files "clientAuth" $tls.clientAuth -}}
{{- end -}}
{{- $config = mergeOverwrite $config (dict $listener (dict "tls" $files)) -}}
{{- end -}}
{{- end -}}
{{- $redis := dict -}}
{{- if .Values.tls.store.trustSecretName -}}
{{- $_ := set $redis "trust" "/etc/acs/tls/store-trust/ca.crt" -}}
{{- end -}}
{{- if .Values.tls.store.secretName -}}
{{- $_ := set $redis "certificate" "/etc/acs/tls/store/tls.crt" -}}
{{- $_ := set $redis "key" "/etc/acs/tls/store/tls.key" -}}
{{- end -}}
{{- if $redis -}}
{{- $config = mergeOverwrite $config (dict "store" (dict "tls" $redis)) -}}
{{- end -}}
{{- toYaml $config -}}
{{- end -}}

{{- /* Secrets that are mounted, by the name of their directory below /etc/acs/tls. */ -}}
{{- define "acs.certificates" -}}
{{- $mounted := dict -}}
{{- range $listener := list "cwmp" "api" "management" -}}
{{- $tls := index $.Values.tls $listener -}}
{{- if $tls.secretName -}}{{- $_ := set $mounted $listener $tls.secretName -}}{{- end -}}
{{- if $tls.clientCaSecretName -}}{{- $_ := set $mounted (printf "%s-clients" $listener) $tls.clientCaSecretName -}}{{- end -}}
{{- end -}}
{{- with .Values.tls.store.trustSecretName -}}{{- $_ := set $mounted "store-trust" . -}}{{- end -}}
{{- with .Values.tls.store.secretName -}}{{- $_ := set $mounted "store" . -}}{{- end -}}
{{- toJson $mounted -}}
{{- end -}}

{{- /* The environment variable of a key of the configuration. */ -}}
{{- define "acs.variable" -}}
{{- printf "ACS_%s" (. | replace "." "_" | upper) -}}
{{- end -}}

{{- /* What would not work, or not safely, is refused before anything is installed. */ -}}
{{- define "acs.check" -}}
{{- $secret := list
  "api.token" "api.tls.keyPassword" "connreq.password" "cwmp.onboarding.password" "cwmp.tls.keyPassword" "files.tls.keyPassword"
  "hooks.formerSecret" "hooks.secret" "management.tls.keyPassword" "security.keys" "store.password" "store.sentinelPassword"
  "stun.password" "xmpp.password" -}}
{{- range $key := $secret -}}
{{- $value := $.Values.config -}}
{{- range $part := splitList "." $key -}}
{{- $value = kindIs "map" $value | ternary (get (kindIs "map" $value | ternary $value dict) $part) "" -}}
{{- end -}}
{{- if $value -}}
{{- fail (printf "config.%s is a secret: name a Secret that holds it below secrets" $key) -}}
{{- end -}}
{{- end -}}
{{- range $key, $_ := .Values.secretValues -}}
{{- if hasKey $.Values.secrets $key -}}
{{- fail (printf "%s stands below secrets and below secretValues: leave one" $key) -}}
{{- end -}}
{{- end -}}
{{- range $listener := list "cwmp" "api" -}}
{{- $tls := index $.Values.tls $listener -}}
{{- if and (ne $tls.clientAuth "none") (not (and $tls.secretName $tls.clientCaSecretName)) -}}
{{- fail (printf "tls.%s.clientAuth needs tls.%s.secretName and clientCaSecretName too" $listener $listener) -}}
{{- end -}}
{{- end -}}
{{- if include "acs.isEmbedded" . -}}
{{- if or (gt (int .Values.replicas) 1) .Values.autoscaling.enabled -}}
{{- fail "the embedded store is one node's: set replicas to 1, or config.store.url to a Redis" -}}
{{- end -}}
{{- else -}}
{{- if contains "@" .Values.config.store.url -}}
{{- fail "config.store.url must hold no password: use store.username, and store.password below secrets" -}}
{{- end -}}
{{- if not (or (hasKey .Values.secrets "security.keys") (hasKey .Values.secretValues "security.keys")) -}}
{{- fail "with a store on Redis all nodes need one key ring: set secrets.\"security.keys\"" -}}
{{- end -}}
{{- if not (or (hasKey .Values.secrets "api.token") (hasKey .Values.secretValues "api.token") (get (.Values.config.api) "tokenFile")) -}}
{{- fail "with a store on Redis all nodes need one token: set secrets.\"api.token\"" -}}
{{- end -}}
{{- end -}}
{{- if and .Values.autoscaling.enabled (not (or .Values.autoscaling.cpuPercent .Values.autoscaling.openSessions)) -}}
{{- fail "autoscaling goes by nothing: set autoscaling.cpuPercent or autoscaling.openSessions" -}}
{{- end -}}
{{- end -}}
