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
            // what stands before a value belongs to its record, so that the parser finds it and nothing is passed over
            var blank = bytes[consumed..start].IndexOfAnyExcept(" \t\r\n"u8);
            var first = blank < 0 ? start : consumed + blank;
            Line += bytes[consumed..first].Count((byte)'\n');
            block.Add(first, position - first, Line);
            Line += bytes[first..position].Count((byte)'\n');
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
