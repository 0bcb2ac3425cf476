using System.Text.Encodings.Web;
using System.Text.Json;

namespace PersonEtl.Etl.World.Writing;

/// <summary>How the registers write JSON: compact, letters as they are, absent keys instead of null.</summary>
internal static class JsonText
{
    public static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>A name in another but equal spelling: non-ASCII letters as \u escapes, which some senders write.</summary>
    public static void WriteEscaped(Utf8JsonWriter json, ReadOnlySpan<byte> name, string value)
    {
        json.WritePropertyName(name);
        json.WriteRawValue($"\"{JsonEncodedText.Encode(value, JavaScriptEncoder.Default).Value}\"", skipInputValidation: true);
    }

    public static void Write(Utf8JsonWriter json, ReadOnlySpan<byte> name, DateOnly date)
    {
        Span<byte> text = stackalloc byte[10];
        date.TryFormat(text, out _, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        json.WriteString(name, text);
    }

    public static void Write(Utf8JsonWriter json, ReadOnlySpan<byte> name, People.Moment moment)
    {
        Span<byte> text = stackalloc byte[People.Moment.MostBytes];
        json.WriteString(name, text[..moment.WriteTo(text)]);
    }

    public static void WriteOptional(Utf8JsonWriter json, ReadOnlySpan<byte> name, string? value)
    {
        if (value is not null) json.WriteString(name, value);
    }
}
