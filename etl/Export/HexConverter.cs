using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace PersonEtl.Etl.Export;

/// <summary>Hashes in JSON as sixteen hexadecimal digits: readers of JSON may take a large number for a rounded one.</summary>
internal sealed class HexConverter : JsonConverter<ulong>
{
    public override ulong Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        => ulong.Parse(reader.GetString()!, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    public override void Write(Utf8JsonWriter writer, ulong value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString("x16", CultureInfo.InvariantCulture));
}
