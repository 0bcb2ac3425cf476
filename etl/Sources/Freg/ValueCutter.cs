using System.Buffers;

namespace PersonEtl.Etl.Sources.Freg;

/// <summary>A record is a JSON value that may span lines: its end is found by counting brackets outside strings. It goes on where it stopped.</summary>
internal sealed class ValueCutter : RecordCutter
{
    private static readonly SearchValues<byte> OutsideStrings = SearchValues.Create("\"{}[]"u8);
    private static readonly SearchValues<byte> InsideStrings = SearchValues.Create("\"\\"u8);
    private int position;
    private int start = -1;
    private int depth;
    private bool inString;

    public override int Cut(ReadOnlySpan<byte> bytes, bool atEnd, DocumentBlock block)
    {
        var consumed = 0;
        while (position < bytes.Length)
        {
            var found = bytes[position..].IndexOfAny(inString ? InsideStrings : OutsideStrings);
            if (found < 0)
            {
                position = bytes.Length;
                break;
            }
            var at = position + found;
            var escape = bytes[at] == '\\';
            if (escape && at + 1 >= bytes.Length)
            {
                position = at;
                break;
            }
            position = at + (escape ? 2 : 1);
            if (escape || !Closes(bytes[at], at)) continue;
            Line += bytes[consumed..start].Count((byte)'\n');
            block.Add(start, position - start, Line);
            Line += bytes[start..position].Count((byte)'\n');
            consumed = position;
            start = -1;
        }
        position -= consumed;
        if (start >= 0) start -= consumed;
        return consumed;
    }

    /// <summary>Takes one structural byte; true when it closes the record.</summary>
    private bool Closes(byte value, int at)
    {
        if (value == '"')
        {
            inString = !inString;
            return false;
        }
        if (value is (byte)'{' or (byte)'[')
        {
            if (depth++ == 0) start = at;
            return false;
        }
        return depth > 0 && --depth == 0;
    }
}
