# The command line as an image: provisioning, the schema registry, and what agencies and operators do by hand.
# docker build -f deploy/images/tools.Dockerfile . after mvn -DskipTests package
ARG JRE=eclipse-temurin:25-jre
FROM ${JRE}
RUN groupadd --gid 10001 hub && useradd --uid 10001 --gid hub --no-create-home --shell /usr/sbin/nologin hub
COPY standalone/target/hub /app
ENV JDK_JAVA_OPTIONS="-XX:MaxRAMPercentage=60 --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow -Dfile.encoding=UTF-8 -Dlogback.configurationFile=logback-terminal.xml"
LABEL org.opencontainers.image.title="hanoi-data-hub tools" org.opencontainers.image.licenses="Apache-2.0"
USER 10001:10001
ENTRYPOINT ["java", "-cp", "/app/*", "vn.hanoi.datahub.standalone.HubCommand"]
CMD ["--help"]
