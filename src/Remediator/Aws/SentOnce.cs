using System.Net;
using Amazon.Runtime;

namespace Remediator.Aws;

/// <summary>
/// For a client of one call: it sends one body, once. Where a connection breaks before any answer, both the SDK (outside its count of retries)
/// and .NET send a request again by themselves, and a write must not arrive twice without a look in between.
/// </summary>
internal sealed class SentOnce : HttpClientFactory
{
    private int sent;

    public override HttpClient CreateHttpClient(IClientConfig clientConfig) =>
        new(new Guard(this, new SocketsHttpHandler())) { Timeout = clientConfig.Timeout ?? Timeout.InfiniteTimeSpan };

    private void Send()
    {
        if (Interlocked.Exchange(ref sent, 1) != 0)
            throw new IOException("the connection broke, and a write is sent only once");
    }

    private sealed class Guard(SentOnce once, HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (request.Content is { } content)
                request.Content = new Body(once, content);
            return base.SendAsync(request, cancellationToken);
        }
    }

    private sealed class Body : HttpContent
    {
        private readonly SentOnce once;
        private readonly HttpContent content;

        public Body(SentOnce once, HttpContent content)
        {
            (this.once, this.content) = (once, content);
            foreach (var (name, values) in content.Headers)
                Headers.TryAddWithoutValidation(name, values);
        }

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            once.Send();
            return content.CopyToAsync(stream, context);
        }

        protected override bool TryComputeLength(out long length) => (length = content.Headers.ContentLength ?? -1) >= 0;
    }
}
