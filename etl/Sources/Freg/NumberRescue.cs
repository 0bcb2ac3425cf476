using System.Text.Json;
using PersonEtl.Etl.Mart;

namespace PersonEtl.Etl.Sources.Freg;

/// <summary>Finds the numbers of a document that can't be read: those of its identification numbers, and the one it was looked up with.</summary>
internal static class NumberRescue
{
    /// <summary>Every eleven digits where a number of the person stands; the reader stands on the document's first token.</summary>
    public static IReadOnlyCollection<ulong> Find(Utf8JsonReader reader)
    {
        var numbers = new HashSet<ulong>();
        Collect(ref reader, numbers);
        return numbers;
    }

    /// <summary>Ends on the last token of the value it began on.</summary>
    private static void Collect(ref Utf8JsonReader reader, HashSet<ulong> numbers)
    {
        if (reader.TokenType == JsonTokenType.StartArray)
        {
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray) Collect(ref reader, numbers);
        }
        if (reader.TokenType != JsonTokenType.StartObject) return;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isNumber = Is(ref reader, "foedselsEllerDNummer"u8);
            var leadsToNumbers = Is(ref reader, "folkeregisterperson"u8) || Is(ref reader, "identifikasjonsnummer"u8);
            reader.Read();
            if (leadsToNumbers) Collect(ref reader, numbers);
            else if (isNumber && reader.TokenType is JsonTokenType.String or JsonTokenType.Number && PersonNumber.TryPack(reader.ValueSpan, out var number)) numbers.Add(number);
            else reader.Skip();
        }
    }

    /// <summary>A name that can't be unescaped is none of ours.</summary>
    private static bool Is(ref Utf8JsonReader reader, ReadOnlySpan<byte> name) => !reader.ValueIsEscaped && reader.ValueTextEquals(name);
}
