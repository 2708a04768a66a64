package vn.hanoi.datahub.query.opendata;

import vn.hanoi.datahub.domain.Text;

/**
 * A column of a dataset, as its data dictionary describes it.
 *
 * @param type of its cells, as CSVW and Parquet know them
 */
record Column(String name, Type type, Text meaning) {

    /** What cells hold. */
    public enum Type {
        TEXT("string", "VARCHAR"),
        WHOLE("integer", "BIGINT"),
        NUMBER("number", "DOUBLE"),
        /** Exact, with a point. */
        DECIMAL("decimal", "DECIMAL(38, 6)"),
        DATE("date", "DATE"),
        /** With offset. */
        TIME("dateTimeStamp", "TIMESTAMP WITH TIME ZONE"),
        BOOLEAN("boolean", "BOOLEAN");

        private final String csvw;
        private final String sql;

        Type(String csvw, String sql) {
            this.csvw = csvw;
            this.sql = sql;
        }

        /** The word of CSV on the Web for it. */
        public String csvw() {
            return csvw;
        }

        String sql() {
            return sql;
        }
    }

    static Column of(String name, Type type, String vietnamese, String english) {
        return new Column(name, type, new Text(vietnamese, english));
    }
}
