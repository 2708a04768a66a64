# The image of a service: docker build -f deploy/images/service.Dockerfile --build-arg MODULE=ingest-service --build-arg PORT=8081 .
# after mvn -DskipTests package. The libraries, the hub's modules and the service are layers of their own: a new version is a few hundred kilobytes.
ARG JRE=eclipse-temurin:25-jre

FROM ${JRE} AS layers
ARG MODULE
COPY ${MODULE}/target/*-service.jar /tmp/service.jar
RUN java -Djarmode=tools -jar /tmp/service.jar extract --layers --destination /tmp/layers

FROM ${JRE}
ARG MODULE
ARG PORT
RUN groupadd --gid 10001 hub \
 && useradd --uid 10001 --gid hub --home-dir /data --no-create-home --shell /usr/sbin/nologin hub \
 && mkdir --mode 0750 /data \
 && chown hub:hub /data
WORKDIR /app
COPY --from=layers /tmp/layers/dependencies/ ./
COPY --from=layers /tmp/layers/snapshot-dependencies/ ./
COPY --from=layers /tmp/layers/application/ ./
# In /data: state that can be made anew from Kafka, and files in work. MANAGEMENT_SERVER_PORT puts health and metrics apart from what agencies and readers reach.
ENV HUB_BIND=0.0.0.0 \
    HUB_STATE=/data/streams \
    HUB_FILES=/data/files \
    HUB_HISTORY=jdbc:duckdb:/data/history/values.duckdb \
    HUB_PORT=${PORT} \
    SPRING_CONFIG_IMPORT=optional:configtree:/run/secrets/ \
    JDK_JAVA_OPTIONS="-XX:MaxRAMPercentage=50 -XX:+ExitOnOutOfMemoryError --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow"
LABEL org.opencontainers.image.title="hanoi-data-hub ${MODULE}" org.opencontainers.image.licenses="Apache-2.0"
VOLUME /data
EXPOSE ${PORT}
USER 10001:10001
HEALTHCHECK --interval=5s --timeout=4s --start-period=120s --retries=3 \
  CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/${MANAGEMENT_SERVER_PORT:-$HUB_PORT} && printf 'GET /actuator/health/readiness HTTP/1.0\\r\\n\\r\\n' >&3 && head -1 <&3 | grep -q ' 200'"]
# An instance keeps its name beside its data: a new container with the same volume resumes the files and the MQTT session of the former one.
ENTRYPOINT ["bash", "-c", "[ -s /data/instance ] || echo \"$HOSTNAME\" > /data/instance; HUB_INSTANCE=${HUB_INSTANCE:-$(cat /data/instance)} exec java -jar service.jar"]
