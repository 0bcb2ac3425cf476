using System.Text.Json;
using Npgsql;

namespace PersonEtl.MartApi.Persons;

/// <summary>Writes a row of the database as JSON, property by property.</summary>
internal static class RowWriter
{
    /// <summary>Writes the object that begins at a column.</summary>
    public static void WriteObject(Utf8JsonWriter json, NpgsqlDataReader row, IReadOnlyList<Property> properties, int column)
    {
        json.WriteStartObject();
        foreach (var property in properties)
        {
            json.WritePropertyName(property.Key);
            Write(json, row, property, column);
            column += property.Width;
        }
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, NpgsqlDataReader row, Property property, int column)
    {
        if (row.IsDBNull(column))
        {
            json.WriteNullValue();
            return;
        }
        switch (property.Kind)
        {
            case ValueKind.Text:
                json.WriteStringValue(row.GetString(column));
                break;
            case ValueKind.Integer:
                json.WriteNumberValue(row.GetInt32(column));
                break;
            case ValueKind.Date:
                json.WriteStringValue(row.GetFieldValue<DateOnly>(column).ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc));
                break;
            case ValueKind.Instant:
                json.WriteStringValue(row.GetDateTime(column));
                break;
            case ValueKind.Flag:
                json.WriteBooleanValue(row.GetBoolean(column));
                break;
            case ValueKind.Group when row.GetBoolean(column):
                WriteObject(json, row, property.Members, column + 1);
                break;
            default:
                json.WriteNullValue();
                break;
        }
    }
}
