using System.Text;
using System.Text.Json;

namespace PersonEtl.Etl.Sources.Freg;

/// <summary>
/// The properties of one kind of FREG object that are read, each named once beside what it fills in; all others are passed over.
/// </summary>
internal sealed class PropertyTable<T>
{
    private const int Slots = 64;
    private readonly Property[][] byShape = new Property[Slots][];

    public PropertyTable(params (string Norwegian, ReadProperty<T> Read)[] properties)
    {
        var all = properties.Select(p => new Property(Encoding.UTF8.GetBytes(p.Norwegian), p.Norwegian, p.Read)).ToArray();
        for (var slot = 0; slot < Slots; slot++) byShape[slot] = [.. all.Where(p => Slot(p.Utf8) == slot)];
    }

    /// <summary>Reads an object whose start the reader stands on, into <paramref name="target"/>; a null leaves it as it is.</summary>
    /// <exception cref="UnreadablePersonException">It is no object, or a value in it is not what it should be.</exception>
    public void Read(ref Utf8JsonReader reader, T target, FregDocument document)
    {
        if (reader.TokenType == JsonTokenType.Null) return;
        if (reader.TokenType != JsonTokenType.StartObject) throw document.Unreadable("not-an-object");
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var property = Find(reader.ValueIsEscaped ? document.Unescaped(ref reader) : reader.ValueSpan);
            reader.Read();
            if (property is null)
            {
                reader.Skip();
                continue;
            }
            var depth = document.Enter(property.Name);
            property.Read(ref reader, target, document);
            document.Leave(depth);
        }
    }

    private static int Slot(ReadOnlySpan<byte> name) => name.IsEmpty ? 0 : (name.Length + (name[0] * 7) + name[^1]) & (Slots - 1);

    private Property? Find(ReadOnlySpan<byte> name)
    {
        foreach (var property in byShape[Slot(name)])
        {
            if (name.SequenceEqual(property.Utf8)) return property;
        }
        return null;
    }

    private sealed record Property(byte[] Utf8, string Name, ReadProperty<T> Read);
}
