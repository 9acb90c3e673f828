params = {"message": "какое-нибудь сообщение", 
"client_id": "1234565", "attachment_type": "video/image/file", 
"attachment_url": "https://qwreqw"}
token = 'b551e18c8b8e86bea6f14f38de3f5cc3c31ba1edb4d8'
url = f'https://chatter.salebot.pro/api/{token}/message'
requests.post(url, json=params)
