package vn.hanoi.datahub.query.opendata;

import vn.hanoi.datahub.domain.Text;

/**
 * A column of a dataset, as described in its data dictionary.
 *
 * @param type data type of its cells
 */
record Column(String name, Type type, Text meaning) {

    /** The data type of a cell. */
    public enum Type {
        TEXT("string", "VARCHAR"),
        WHOLE("integer", "BIGINT"),
        NUMBER("number", "DOUBLE"),
        /** Exact, with a decimal point. */
        DECIMAL("decimal", "DECIMAL(38, 6)"),
        DATE("date", "DATE"),
        /** With an offset. */
        TIME("dateTimeStamp", "TIMESTAMP WITH TIME ZONE"),
        BOOLEAN("boolean", "BOOLEAN");

        private final String csvw;
        private final String sql;

        Type(String csvw, String sql) {
            this.csvw = csvw;
            this.sql = sql;
        }

        /** Returns its name in CSV on the Web. */
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
