using Amazon.EC2;
using Amazon.EC2.Model;
using Amazon.EC2.Model.Internal.MarshallTransformations;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;

namespace Remediator.Aws;

/// <summary>
/// The SDK's EC2 client, except that it reads of an instance only what this program looks at. The SDK's own reader looks up the instance's
/// type among the thousand that EC2 has, which it first collects by reflection: a tenth of a cold start's processor time.
/// </summary>
internal sealed class InstancesClient(AWSCredentials credentials, AmazonEC2Config config) : AmazonEC2Client(credentials, config)
{
    public override Task<DescribeInstancesResponse> DescribeInstancesAsync(
        DescribeInstancesRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<DescribeInstancesResponse>(request, new InvokeOptions
        {
            RequestMarshaller = DescribeInstancesRequestMarshaller.Instance,
            ResponseUnmarshaller = s_reader,
        }, cancellationToken);

    private static readonly Reader s_reader = new();

    private sealed class Reader : DescribeInstancesResponseUnmarshaller
    {
        private const string InReservation = "/DescribeInstancesResponse/reservationSet/item/instancesSet/item";

        public override AmazonWebServiceResponse Unmarshall(XmlUnmarshallerContext context)
        {
            ArgumentNullException.ThrowIfNull(context);
            var response = new DescribeInstancesResponse { Reservations = [] };
            var instances = new List<Instance>();
            while (context.Read())
                if (context.IsStartElement)
                    Read(context, response, instances);
            response.Reservations.Add(new Reservation { Instances = instances });
            return response;
        }

        private static void Read(XmlUnmarshallerContext context, DescribeInstancesResponse response, List<Instance> instances)
        {
            switch (context.CurrentPath)
            {
                case "/DescribeInstancesResponse/nextToken":
                    response.NextToken = context.ReadText();
                    break;
                case InReservation:
                    instances.Add(new Instance { SecurityGroups = [], Tags = [] });
                    break;
                case $"{InReservation}/instanceId":
                    instances[^1].InstanceId = context.ReadText();
                    break;
                case $"{InReservation}/vpcId":
                    instances[^1].VpcId = context.ReadText();
                    break;
                case $"{InReservation}/subnetId":
                    instances[^1].SubnetId = context.ReadText();
                    break;
                case $"{InReservation}/privateIpAddress":
                    instances[^1].PrivateIpAddress = context.ReadText();
                    break;
                case $"{InReservation}/ipAddress":
                    instances[^1].PublicIpAddress = context.ReadText();
                    break;
                case $"{InReservation}/iamInstanceProfile/arn":
                    instances[^1].IamInstanceProfile = new IamInstanceProfile { Arn = context.ReadText() };
                    break;
                case $"{InReservation}/groupSet/item":
                    instances[^1].SecurityGroups.Add(new GroupIdentifier());
                    break;
                case $"{InReservation}/groupSet/item/groupId":
                    instances[^1].SecurityGroups[^1].GroupId = context.ReadText();
                    break;
                case $"{InReservation}/tagSet/item":
                    instances[^1].Tags.Add(new Tag());
                    break;
                case $"{InReservation}/tagSet/item/key":
                    instances[^1].Tags[^1].Key = context.ReadText();
                    break;
                case $"{InReservation}/tagSet/item/value":
                    instances[^1].Tags[^1].Value = context.ReadText();
                    break;
            }
        }
    }
}
