using System.Text;
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
            else if (isNumber && TryPack(ref reader, out var number)) numbers.Add(number);
            else reader.Skip();
        }
    }

    private static bool Is(ref Utf8JsonReader reader, ReadOnlySpan<byte> name)
    {
        try
        {
            return reader.ValueTextEquals(name);
        }
        catch (InvalidOperationException)
        {
            return false; // escapes that make no text make no name of ours
        }
    }

    private static bool TryPack(ref Utf8JsonReader reader, out ulong number)
    {
        number = 0;
        if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.Number)) return false;
        if (!reader.ValueIsEscaped) return PersonNumber.TryPack(reader.ValueSpan, out number);
        try
        {
            return PersonNumber.TryPack(Encoding.UTF8.GetBytes(reader.GetString()!), out number);
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }
}
