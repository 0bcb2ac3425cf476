using System.Globalization;
using System.Text;

namespace PersonEtl.Etl.Sources.Matrikkel;

/// <summary>The column <c>datauttaksdato</c>: a few moments repeated through a whole file, so that only new ones are parsed.</summary>
internal sealed class ExtractionTime
{
    private static readonly string[] Formats = ["dd.MM.yyyy HH:mm:ss", "dd.MM.yyyy HH:mm:ss.FFFFFF"];
    private byte[] lastText = [];
    private DateTime? last;

    /// <summary>The moment, Norwegian time, or null when the text is none.</summary>
    public DateTime? Read(ReadOnlySpan<byte> text)
    {
        if (text.SequenceEqual(lastText)) return last;
        lastText = text.ToArray();
        last = DateTime.TryParseExact(Encoding.UTF8.GetString(text), Formats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var moment) ? moment : null;
        return last;
    }
}
