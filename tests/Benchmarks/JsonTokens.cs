using System.Text.Json;
using PersonEtl.Etl.Sources.Freg;

namespace PersonEtl.Benchmarks;

/// <summary>Reads JSON to its end and does nothing with it: no reader on <see cref="Utf8JsonReader"/> can be faster.</summary>
internal static class JsonTokens
{
    private static readonly JsonReaderOptions Options = new() { AllowMultipleValues = true };

    public static void Read(IReadOnlyList<DocumentBlock> blocks)
    {
        foreach (var block in blocks)
        {
            foreach (var record in block.Records)
            {
                var reader = new Utf8JsonReader(block.Buffer.AsSpan(record.Start, record.Length));
                while (reader.Read())
                {
                }
            }
        }
    }

    /// <summary>With a buffer of a megabyte, as a file that may not fit into memory is read.</summary>
    public static void Read(Stream stream)
    {
        var buffer = new byte[1 << 20];
        var state = new JsonReaderState(Options);
        var kept = 0;
        bool final;
        do
        {
            var read = stream.ReadAtLeast(buffer.AsSpan(kept), buffer.Length - kept, throwOnEndOfStream: false);
            final = read < buffer.Length - kept;
            var reader = new Utf8JsonReader(buffer.AsSpan(0, kept + read), final, state);
            while (reader.Read())
            {
            }
            state = reader.CurrentState;
            var rest = buffer.AsSpan((int)reader.BytesConsumed, kept + read - (int)reader.BytesConsumed);
            rest.CopyTo(buffer);
            kept = rest.Length;
        }
        while (!final);
    }
}
